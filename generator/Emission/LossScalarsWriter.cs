using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes the scalars of a loss, from the sums of rows to their losses and to what their derivatives need, for as many rows at a time as a register
/// holds: the one description of a loss, which every walk calls.
/// </summary>
internal sealed class LossScalarsWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    /// <summary>The sums in the units of the targets' blocks; where rows have one block, those of the rows.</summary>
    public const string HomeSums = "homeSums";

    public const string Exponentials = "exponentials";
    public const string Others = "others";
    public const string TargetLogits = "targetHighs";
    public const string Weights = "weights";
    public const string Losses = "rowLosses";
    public const string Penalties = "rowPenalties";
    public const string Probabilities = "probabilities";
    public const string Derivatives = "derivatives";

    private const string Wide = "TWide";

    private readonly LossPlan _loss = plan.Loss!;
    private readonly LossParameters _parameters = new(plan, names);

    private string Elements => $"ReadOnlySpan<{names.T}>";

    private string Sums => $"ReadOnlySpan<{names.Element.Sum}>";

    /// <summary>The spans that a walk fills for each row, beside those of the passes.</summary>
    public IEnumerable<(string Type, string Name)> Inputs
    {
        get
        {
            if (HasExponentials)
            {
                yield return (Sums, Exponentials);
                yield return (Sums, Others);
            }

            if (_parameters.HasColumn)
            {
                yield return (Elements, TargetLogits);
            }

            foreach (string mapped in plan.MapsExponent ? new[] { "targetLows" } : [])
            {
                yield return (Elements, mapped);
            }

            if (_parameters.TakesWeight)
            {
                yield return (Elements, Weights);
            }

            if (TakesTerm)
            {
                yield return (Elements, LossTargetsWriter.Terms);
            }

            if (_loss.Gradient?.Slope is not null)
            {
                yield return (Elements, LossTargetsWriter.Slopes);
            }

            foreach (string largest in !TakesLargest ? [] : plan.MapsExponent ? new[] { LossTargetsWriter.LargestLogits, "largestLows" } : [LossTargetsWriter.LargestLogits])
            {
                yield return (Elements, largest);
            }

            foreach (Role role in _parameters.PerRow)
            {
                yield return (Elements, OfGroup(role));
            }

            foreach (RowSum sum in _loss.Sums)
            {
                yield return (Sums, OfGroup(sum));
            }
        }
    }

    /// <summary>The spans that the scalars go to.</summary>
    public IEnumerable<(string Type, string Name)> Outputs
    {
        get
        {
            string sums = $"Span<{names.Element.Sum}>";
            string elements = $"Span<{names.T}>";
            yield return (sums, Losses);
            if (_loss.Penalty is not null)
            {
                yield return (sums, Penalties);
            }

            foreach (RowResult result in Results)
            {
                yield return (sums, OfGroup(result.Role));
            }

            if (_loss.Gradient is not { } gradient)
            {
                yield break;
            }

            if (HasExponentials)
            {
                yield return (sums, Probabilities);
            }

            if (_loss.HasColumnApart)
            {
                yield return (elements, Derivatives);
            }

            foreach (string scalar in plan.Finish is { } finish ? EmittedNames.Scalars(finish) : gradient.Offset is null ? [] : ["offset"])
            {
                yield return (elements, scalar + "Highs");
                yield return (elements, scalar + "Lows");
            }
        }
    }

    private IEnumerable<(string Type, string Name)> Parameters =>
    [
        ("int", "rows"),
        .. _loss.Scalars.Any(static scalar => scalar.Uses(Operation.Columns)) ? new[] { ("nuint", "columns") } : [],
        .. HasExponentials ? Block : [],
        .. Inputs,
        .. _parameters.Shared,
        .. Outputs,
    ];

    private (string Type, string Name)[] Block => [(Sums, EmittedNames.Sums), (Elements, EmittedNames.Maxima), (Elements, "shifts"), (Elements, "rounders"), (Sums, HomeSums)];

    private bool HasExponentials => plan.Exponentials is not null;

    private IEnumerable<RowResult> Results => _loss.Results.Where(static result => !result.IsColumn);

    private bool TakesTerm => _loss.SplitsAtLargest && LossTargetsWriter.TermOf(_loss) is not null;

    /// <summary>True where a row's largest logit is another than the one that is split off.</summary>
    private bool TakesLargest => _loss.HasTarget && _loss.Scalars.Any(static scalar => scalar.Uses(Operation.LeastSurprise));

    /// <summary>The span with a number of the caller, or for them, for each row of a group.</summary>
    public static string OfGroup(Role role) => "group" + role;

    /// <summary>The span with a sum beside the exponentials' own for each row of a group.</summary>
    public static string OfGroup(RowSum sum) => $"group{char.ToUpperInvariant(sum.Name[0])}{sum.Name.Substring(1)}";

    public void WriteInterface() => writer.Line($"static abstract void {RowScalarsWriter.Scalars}({EmittedNames.Declare(Parameters)});");

    public void WriteTarget(Target target)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public static void {RowScalarsWriter.Scalars}({EmittedNames.Declare(Parameters)}) => {RowScalarsWriter.Scalars}<{target.RowScalars(names.Element)}>({EmittedNames.Pass(Parameters)});");
    }

    /// <summary>A call with the locals of those names.</summary>
    /// <param name="method">Of a target, or the shared one.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="home">The span with the sums in the units of the targets' blocks.</param>
    public void WriteCall(string method, string rows, string home) =>
        writer.Line($"{method}({EmittedNames.Pass(Parameters.Select(parameter => (parameter.Type, parameter.Name switch { "rows" => rows, HomeSums => home, _ => parameter.Name })))});");

    public void WriteShared()
    {
        writer.Line("/// <summary>From the sums of rows to their losses and derivatives, as many rows at a time as <typeparamref name=\"TWide\"/> holds.</summary>");
        writer.Line($"private static void {RowScalarsWriter.Scalars}<{Wide}>({EmittedNames.Declare(Parameters)})");
        using (writer.Block($"    where {Wide} : struct, IRowScalars<{Wide}, {names.T}, {names.Element.Sum}>"))
        {
            Let(_parameters.Shared.Where(static shared => !shared.Type.StartsWith("in ", StringComparison.Ordinal)).Select(shared => (shared.Name + "Wide", $"{Wide}.Broadcast({shared.Name}{(names.Element == Element.Single ? ".Value" : "")})")));
            Let(Derived.Where(scalar => IsShared(scalar.Value)).Select(scalar => (scalar.Name, Text(scalar.Value))));
            using (writer.Block($"for (int row = 0; row < rows; row += {Wide}.Rows)"))
            {
                if (HasExponentials)
                {
                    WriteShare();
                }
                else if (_parameters.HasColumn)
                {
                    writer.Line($"{Wide} logit = {Wide}.Load({TargetLogits}, row);");
                }

                WriteInputs();
                WriteResults();
            }
        }
    }

    private void WriteShare()
    {
        // The largest of what a function is taken of says nothing about its values.
        writer.Line($"BlockSum<{Wide}> total = BlockSum.Load<{Wide}>({EmittedNames.Sums}, {EmittedNames.Maxima}, shifts, rounders, row){(plan.MapsExponent ? $" with {{ Max = {Wide}.Create(double.NegativeInfinity) }}" : "")};");
        string logit = Logit(TargetLogits, "targetLows");
        if (TakesLargest)
        {
            writer.Line($"{Wide} logit = {logit};");
            logit = "logit";
        }

        writer.Line($"TargetShare<{Wide}> split = TargetShare.Of(in total, {Wide}.LoadSum({HomeSums}, row), {Wide}.LoadSum({Exponentials}, row), {Wide}.LoadSum({Others}, row), {logit}, {names.Temperature.Value});");
        if (TakesLargest)
        {
            writer.Line($"{Wide} least = TargetShare.Least(in total, split.Surprise, logit, {Logit(LossTargetsWriter.LargestLogits, "largestLows")}, {names.Temperature.Value});");
        }
    }

    /// <summary>A logit as the exponentials take it, in two parts where a function made it.</summary>
    private string Logit(string highs, string lows) => $"{Wide}.Load({highs}, row){(plan.MapsExponent ? $" + {Wide}.Load({lows}, row)" : "")}";

    /// <summary>The numbers of the gradient's linear form.</summary>
    private IEnumerable<(string Name, Scalar Value)> Derived
    {
        get
        {
            if (_loss.Gradient is not { } gradient)
            {
                yield break;
            }

            if (gradient.Probability is { } probability)
            {
                yield return ("probability", probability);
            }

            if (gradient.OneHot is { } oneHot)
            {
                yield return ("oneHot", oneHot);
            }

            for (int term = 0; term < gradient.Terms.Count; term++)
            {
                yield return (LinearForm.ScaleOf(term), gradient.Terms[term].Factor);
            }

            if (gradient.Offset is { } offset)
            {
                yield return ("offset", offset);
            }
        }
    }

    private void WriteInputs()
    {
        if (_parameters.TakesWeight)
        {
            writer.Line($"{Wide} weight = {Wide}.Load({Weights}, row);");
        }

        if (TakesTerm)
        {
            writer.Line($"{Wide} term = {Wide}.Load({LossTargetsWriter.Terms}, row);");
        }

        foreach (Role role in _parameters.PerRow)
        {
            writer.Line($"{Wide} {Local(role)} = {Wide}.Load({OfGroup(role)}, row);");
        }

        foreach (RowSum sum in _loss.Sums)
        {
            writer.Line($"{Wide} {sum.Name} = {Wide}.LoadSum({OfGroup(sum)}, row);");
        }

        if (_loss.Scalars.Any(static scalar => scalar.Uses(Operation.LogSumExp)))
        {
            writer.Line($"{Wide} logSumExp = total.LogWithShift({names.Temperature.Value});");
        }
    }

    private void WriteResults()
    {
        writer.Line($"({Text(_loss.Loss)}).StoreSum({Losses}, row);");
        if (_loss.Penalty is { } penalty)
        {
            writer.Line($"({Text(penalty)}).StoreSum({Penalties}, row);");
        }

        foreach (RowResult result in Results)
        {
            writer.Line($"({Text(result.Value)}).StoreSum({OfGroup(result.Role)}, row);");
        }

        if (_loss.Gradient is not { } gradient)
        {
            return;
        }

        Let(Derived.Where(scalar => !IsShared(scalar.Value)).Select(scalar => (scalar.Name, Text(scalar.Value))));
        if (HasExponentials)
        {
            writer.Line($"probability.StoreSum({Probabilities}, row);");
            writer.Line("(probability * split.Inverse).Split(scaleHighs, scaleLows, row);");
        }

        // What belongs to a target comes first: p − target is 1 − target less the others' share.
        string derivative = gradient switch
        {
            { Probability: null } => "oneHot",
            { OneHot: null } => "probability",
            _ => "probability + oneHot",
        };
        for (int term = 0; term < gradient.Terms.Count; term++)
        {
            string scale = LinearForm.ScaleOf(term);
            writer.Line($"{scale}.Split({scale}Highs, {scale}Lows, row);");
            derivative += $" + ({scale} * {(LossTargetsWriter.IsClassWeights(gradient.Terms[term].Row) ? "weight" : "term")})";
        }

        if (gradient.Offset is not null)
        {
            writer.Line("offset.Split(offsetHighs, offsetLows, row);");
            derivative += " + offset";
        }

        if (!_loss.HasColumnApart)
        {
            return;
        }

        derivative = HasExponentials ? $"({derivative}) - (probability * split.OthersShare)" : derivative;
        derivative = gradient.Slope is null ? derivative : $"({derivative}) * {Wide}.Load({LossTargetsWriter.Slopes}, row)";
        writer.Line($"({derivative}).Store({Derivatives}, row);");
    }

    private void Let(IEnumerable<(string Name, string Value)> values)
    {
        foreach ((string name, string value) in values)
        {
            writer.Line($"{Wide} {name} = {value};");
        }
    }

    /// <summary>True for a number that is the same for all rows.</summary>
    private bool IsShared(Scalar scalar) => !scalar.Nodes.Any(node =>
        node.Operation is Operation.Surprise or Operation.LeastSurprise or Operation.LogSumExp or Operation.At or Operation.RowArgument || _loss.Sums.Any(sum => sum.Name == node.Name));

    private static string Local(Role role) => role == Role.RowWeights ? "rowWeight" : role.ToName();

    private string Text(Scalar scalar) => new ScalarText("", "logSumExp", Wide, known: node => node switch
    {
        { Operation: Operation.Surprise } => "split.Surprise",
        { Operation: Operation.LeastSurprise } => TakesLargest ? "least" : "split.Surprise",
        { Operation: Operation.At, Operands: [Row row] } => LossTargetsWriter.IsClassWeights(row) ? "weight" : "logit",
        { Operation: Operation.Coefficient, Name: LossPlanner.WeightsTotal } => node.Name + "Wide",
        { Operation: Operation.Coefficient } => node.Name,
        { Operation: Operation.Divisor } => "divisorWide",
        { Operation: Operation.Rows } => "countWide",
        { Operation: Operation.Columns } => $"{Wide}.Create(columns)",
        { Operation: Operation.RowArgument } => Local(node.Role!.Value),
        { Operation: Operation.Argument, Role: Role.Temperature } => $"{Wide}.Create(temperature.Value)",
        { Operation: Operation.Argument } => node.Role!.Value.ToName() + "Wide",
        _ => null,
    }).Write(scalar);
}
