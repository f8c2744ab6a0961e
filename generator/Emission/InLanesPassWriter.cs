using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes a pass over short rows of a constant length that were transposed: a register for each column, a lane for each row, no loop and
/// nothing across the lanes. The sum's tree is the one of every other layout.
/// </summary>
internal sealed class InLanesPassWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target)
{
    /// <summary>What such a pass is called beside the one along a row.</summary>
    public const string Suffix = "InLanes";

    private readonly Element _element = names.Element;
    private readonly int _columns = plan.Spec.Options.Length;

    public void Write(Pass pass)
    {
        LoweredPass lowered = LoweredPass.Create(pass, plan, names, target, RowScalar, sideBySide: true);
        writer.Line($"/// <summary>{DocumentText.Escape(pass.Formula)}, rows in lanes.</summary>");
        using (writer.Block($"public static void {pass.Name}{Suffix}({EmittedNames.Declare(names.SideBySideParameters(pass))})"))
        {
            foreach ((string type, string name, string value) in lowered.Body.RowConstants.Concat(lowered.Body.Constants))
            {
                writer.Line($"{type} {name} = {value};");
            }

            WriteColumns(lowered);
            if (pass.Reduction?.Operation == Operation.Max)
            {
                string max = StraightLinePassWriter.Tree([.. Enumerable.Range(0, _columns).Select(column => At(lowered.Reduced!, column))], (left, right) => target.Max(_element, left, right));
                writer.Line(target.Store($"MemoryMarshal.GetReference({EmittedNames.Maxima})", "0", max));
            }
            else if (pass.Reduction is not null)
            {
                WriteSum("lower", "0", column => target.WidenLower(At(lowered.Reduced!, column)));
                WriteSum("upper", Number(target.Lanes(Element.Double)), column => target.WidenUpper(At(lowered.Reduced!, column)));
            }
        }
    }

    private void WriteColumns(LoweredPass lowered)
    {
        int group = _element.Tile / target.Lanes(_element) * target.TilesPerIteration;
        for (int first = 0; first < _columns; first += group)
        {
            int last = Math.Min(first + group, _columns);
            foreach (Step step in lowered.Body.Steps)
            {
                for (int column = first; column < last; column++)
                {
                    writer.Line($"{(step.Type is null ? "" : step.Type + " ")}{At(step.Name, column)} = {At(step.Value, column)};");
                }
            }

            for (int column = first; lowered.Stored is not null && column < last; column++)
            {
                writer.Line(target.Store(names.Output, Index(column), At(lowered.Stored, column)));
            }
        }
    }

    /// <summary>One half of the rows' sums: each column is a virtual lane, since a row has no more columns than there are; lanes fold by halves.</summary>
    private void WriteSum(string name, string row, Func<int, string> widen)
    {
        List<string> lanes = [.. Enumerable.Range(0, _columns).Select(widen)];
        for (int half = _element.SumLanes / 2; half > 0; half /= 2)
        {
            int paired = Math.Max(lanes.Count - half, 0);
            for (int lane = 0; lane < paired; lane++)
            {
                string sum = $"{name}{Number(half)}{(half > 1 ? "x" + Number(lane) : "")}";
                writer.Line($"{target.WideVector} {sum} = {lanes[lane]} + {lanes[lane + half]};");
                lanes[lane] = sum;
            }

            lanes.RemoveRange(lanes.Count - paired, paired);
        }

        writer.Line(target.Store($"MemoryMarshal.GetReference({EmittedNames.Sums})", row, $"({lanes[0]})"));
    }

    private string RowScalar(string member) => target.Load($"MemoryMarshal.GetReference({EmittedNames.SideBySideName(member)})", "0");

    private string At(string text, int column) => text.Replace("#", Number(column)).Replace("@", Index(column));

    private string Index(int column) => Number(column * target.Lanes(_element));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
