using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the sum of the exponentials of all columns of rows in lanes, relative to the largest, which leaves out −∞ and NaN.</summary>
/// <param name="writer">Where to.</param>
/// <param name="names">The kernel's names.</param>
/// <param name="target">The words.</param>
/// <param name="declared">The locals that exist.</param>
/// <param name="total">The locals with the sums, without their halves.</param>
internal sealed class RowSumWriter(IndentedWriter writer, LanesNames names, Target target, HashSet<string> declared, string total = RowSumWriter.Total)
{
    /// <summary>The local with each row's largest.</summary>
    public const string Max = "max";

    /// <summary>What the sums are called where nothing else is.</summary>
    public const string Total = "sum";

    /// <summary>The locals that are left of the reference.</summary>
    public static readonly string[] Reference = ["shift", "rounder"];

    private readonly Element _element = names.Element;
    private readonly WideLanes _wide = new(target, names.Element);

    /// <summary>The statements of a pass whose exponentials are relative to <see cref="Reference"/>.</summary>
    public PassBody Body() => new(target, _element, static member => member.Substring(member.IndexOf('.') + 1).ToLowerInvariant());

    /// <param name="lanes">The rows.</param>
    /// <param name="leave">Writes what happens to rows whose largest is infinite.</param>
    /// <param name="keep">What else is done with a column's exponential; null for nothing.</param>
    public void Write(string lanes, Action leave, Func<string, string>? keep = null)
    {
        string vector = target.Vector(_element);
        writer.Line();
        writer.Line($"// max = reduce(max, logits);   {total} = reduce(add, exp(logits - max))");
        writer.Line($"{vector} {Max} = {target.Broadcast(_element, _element.Literal(double.NegativeInfinity))};");
        using (Columns())
        {
            string logits = Load(lanes);
            writer.Line($"{Max} = {target.Larger(logits, Max)};");
        }

        leave();
        PassBody reference = Body();
        ReferenceLowering.Lower(reference, names.Temperature, PositiveInfinity.Limit, Max, ["Shift", "Floor", "Rounder"]);
        Declare(reference);
        Steps(reference);
        PassBody body = Body();
        string exponential = new RowInLanes(body, names.Temperature, "logitsIn").Lower(new Row(Operation.ScaledExp, []));
        Declare(body);
        foreach (string half in _wide.Halves)
        {
            writer.Line($"{_wide.Type} {total}{half} = default;");
        }

        if (_element == Element.Double)
        {
            writer.Line($"{_wide.Type} {total}Error = default;");
        }

        using (Columns())
        {
            writer.Line($"{vector} logitsIn = {Load(lanes)};");
            Steps(body);
            foreach (string line in _wide.Add(total, exponential.Replace("#", "")))
            {
                writer.Line(line);
            }

            if (keep is not null)
            {
                writer.Line(keep(exponential.Replace("#", "")));
            }
        }

        foreach (string line in _wide.End(total))
        {
            writer.Line(line);
        }
    }

    private void Declare(PassBody body)
    {
        writer.Declare(body.RowConstants.Concat(body.Constants).Where(local => local.Name != local.Value && declared.Add(local.Name)));
    }

    private void Steps(PassBody body)
    {
        foreach (Step step in body.Steps)
        {
            writer.Line(step.Statement(static text => text.Replace("#", "")));
        }
    }

    private IndentedWriter.Scope Columns() => writer.Block("for (nuint column = 0; column < columns; column++)");

    private string Load(string source) => target.Load(source, target.Lanes(_element) == 1 ? "column" : $"column * {LanesNames.Number(target.Lanes(_element))}");
}
