using FusedKernels.Generator.Operators;
using static FusedKernels.Generator.Operators.Operation;

namespace FusedKernels.Generator.Planning;

/// <summary>
/// A row as p · Probability + Σ row · factor + OneHot · onehot + Offset, with p = exp(x) / Σ exp(x): off one column a multiply-add per element
/// and term, in that column an expression of the row's scalars, where p − 1 is formed without cancellation.
/// </summary>
/// <param name="Probability">What p is multiplied by.</param>
/// <param name="OneHot">What is added in the target's column, or null.</param>
/// <param name="Terms">Rows of the caller and what they are multiplied by.</param>
/// <param name="Offset">What is added in every column, or null.</param>
internal sealed record LinearForm(Scalar? Probability, Scalar? OneHot, IReadOnlyList<(Row Row, Scalar Factor)> Terms, Scalar? Offset)
{
    /// <summary>A row of the caller that the whole sum is multiplied by, or null.</summary>
    public Row? Slope { get; init; }

    public IEnumerable<Scalar> Scalars => new[] { Probability, OneHot, Offset }.OfType<Scalar>().Concat(Terms.Select(static term => term.Factor));

    public static LinearForm Of(Row row) => row is { Operation: Multiply, Operands: [Row form, Row slope] } && form.Uses(ScaledExp) && !slope.Uses(ScaledExp)
        ? Of(form) with { Slope = slope }
        : new LinearForm(null, null, [], null).Add(row, 1);

    /// <summary>The same form of other scalars.</summary>
    public LinearForm Select(Func<Scalar, Scalar> change) => new(
        Probability is null ? null : change(Probability),
        OneHot is null ? null : change(OneHot),
        [.. Terms.Select(term => (term.Row, change(term.Factor)))],
        Offset is null ? null : change(Offset)) { Slope = Slope };

    /// <summary>What the factor of a term is called: <c>inputScale</c>, then <c>inputScale2</c>.</summary>
    public static string ScaleOf(int term) => term == 0 ? "inputScale" : $"inputScale{term + 1}";

    /// <summary>The form off the one column, its scalars by name; null where no row is left in it.</summary>
    /// <param name="exponentials">What the probabilities are made of, if there are any.</param>
    public Row? ToRow(Row? exponentials)
    {
        Row? row = exponentials is null ? null : exponentials * SumCollector.Named("scale");
        for (int term = 0; term < Terms.Count; term++)
        {
            Row product = Terms[term].Row * SumCollector.Named(ScaleOf(term));
            row = row is null ? product : row + product;
        }

        row = row is null || Offset is null ? row : row + SumCollector.Named("offset");
        return row is null || Slope is null ? row : row * Slope;
    }

    /// <summary>The same in words.</summary>
    public string Describe(string store, string? exponentials, bool hasTarget)
    {
        IEnumerable<string> terms = Terms.Select(static (term, index) => $"{PlanText.Describe(term.Row)} * {ScaleOf(index)}");
        string text = string.Join(" + ", (exponentials is null ? [] : new[] { $"{exponentials} * scale" }).Concat(terms).Concat(Offset is null ? [] : ["offset"]));
        text = Slope is null ? text : $"({text}) * {PlanText.Describe(Slope)}";
        string apart = hasTarget ? $", {store}[target] apart" : exponentials is null ? "" : $", {store}[largest] apart";
        return $"{store} = {text}{apart}";
    }

    private LinearForm Add(Row row, Scalar factor) => row switch
    {
        { Operation: Multiply, Operands: [Row { Operation: ScaledExp }, Scalar { Operation: Divide }] } => this with { Probability = Plus(Probability, factor) },
        { Operation: Multiply or Divide, Operands: [Row left, Scalar right] } => Add(left, row.Operation == Multiply ? factor * right : factor / right),
        { Operation: Operation.Add or Subtract, Operands: [Row left, Row right] } => Add(left, factor).Add(right, row.Operation == Subtract ? -factor : factor),
        { Operation: Operation.Add or Subtract, Operands: [Row left, Scalar right] } => Add(left, factor) is var form
            ? form with { Offset = Plus(form.Offset, row.Operation == Subtract ? -(factor * right) : factor * right) }
            : null!,
        { Operation: Operation.OneHot } => this with { OneHot = Plus(OneHot, factor) },
        _ when !row.Uses(ScaledExp) && !row.Uses(Operation.OneHot) => this with { Terms = AddTerm(row, factor) },
        _ => throw new NotSupportedException($"'{row.Operation}' is not linear in the probabilities."),
    };

    private List<(Row Row, Scalar Factor)> AddTerm(Row row, Scalar factor)
    {
        Scalar? known = Terms.FirstOrDefault(term => term.Row == row).Factor;
        return [.. Terms.Where(term => term.Row != row), (row, Plus(known, factor))];
    }

    private static Scalar Plus(Scalar? left, Scalar right) => left is null ? right : left + right;
}
