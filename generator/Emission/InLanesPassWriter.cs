using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes a pass over rows in the lanes of a register, a loop over their columns, with nothing across the lanes; the sum's tree is the one of
/// every other layout.
/// </summary>
internal sealed class InLanesPassWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target)
{
    /// <summary>What such a pass is called beside the one along a row.</summary>
    public const string Suffix = "InLanes";

    /// <summary>From column to column of what is read, where that is not known at compile time.</summary>
    public const string Stride = "stride";

    /// <summary>Where rows are brought to lanes.</summary>
    public const string Lanes = "lanes";

    /// <summary>What is written, where that may lie elsewhere than what is read.</summary>
    public const string Destination = "destination";

    /// <summary>From column to column of what is written.</summary>
    public const string DestinationStride = Destination + "Stride";

    /// <summary>Where the terms of a sum go that are not stored otherwise.</summary>
    public const string Terms = "terms";

    /// <summary>Two chains of exponentials, or of maxima, for a processor to take turns with.</summary>
    private const int ColumnsAtOnce = 2;

    private readonly Element _element = names.Element;
    private readonly int _lanes = target.Lanes(names.Element);

    public void Write(Pass pass)
    {
        writer.Line($"/// <summary>{DocumentText.Escape(pass.Formula)}, rows in lanes.</summary>");
        string method = $"public static void {pass.Name}{Suffix}({EmittedNames.Declare(names.InLanesParameters(pass))})";
        if (target is ScalarTarget)
        {
            writer.Line($"{method} => {Scalar(pass)};");
            return;
        }

        LoweredPass lowered = LoweredPass.Create(pass, plan, names, target, RowScalar, sideBySide: true);
        using (writer.Block(method))
        {
            writer.Declare(lowered.Body.RowConstants.Concat(lowered.Body.Constants));

            WriteLoop(lowered);
        }
    }

    /// <summary>One row in the only lane lies as any other row does.</summary>
    private string Scalar(Pass pass)
    {
        string result = pass.Reduction is null ? "" : (pass.Reduction.Operation == Operation.Max ? EmittedNames.Maxima : EmittedNames.Sums) + "[0] = ";
        IEnumerable<string> arguments = names.Parameters(pass).Select(parameter => parameter switch
        {
            { Name: "start" } => "0",
            { Name: "end" } => "columns",
            { Name: "reference" } => $"new({string.Join(", ", EmittedNames.MembersOfReference.Select(member => names.ReferenceMembers.Contains(member, StringComparer.Ordinal) ? EmittedNames.SideBySideName("reference." + member) + "[0]" : "0"))})",
            _ when parameter.Name == names.Output && pass.Store is not null => "ref " + Destination,
            _ when parameter.Type == names.T => EmittedNames.SideBySideName(parameter.Name) + "[0]",
            _ => EmittedNames.Pass([parameter]),
        });
        return $"{result}{pass.Name}({string.Join(", ", arguments)})";
    }

    /// <summary>A few columns in an iteration, whose chains interleave, then those that are left.</summary>
    private void WriteLoop(LoweredPass lowered)
    {
        bool max = lowered.Pass.Reduction?.Operation == Operation.Max;
        for (int column = 0; max && column < ColumnsAtOnce; column++)
        {
            writer.Line($"{target.Vector(_element)} {Max(column)} = {target.Broadcast(_element, _element.Literal(double.NegativeInfinity))};");
        }

        writer.Line("nuint i0 = 0;");
        using (writer.Block($"for (; i0 + {Number(ColumnsAtOnce)} <= columns; i0 += {Number(ColumnsAtOnce)})"))
        {
            WriteColumns(lowered, ColumnsAtOnce);
        }

        writer.Line();
        using (writer.Block("for (; i0 < columns; i0++)"))
        {
            WriteColumns(lowered, 1);
        }

        writer.Line();
        if (max)
        {
            string total = StraightLinePassWriter.Tree([.. Enumerable.Range(0, ColumnsAtOnce).Select(Max)], (left, right) => target.Max(_element, left, right));
            writer.Line(target.Store($"MemoryMarshal.GetReference({EmittedNames.Maxima})", "0", total));
        }
        else if (lowered.Pass.Reduction is not null)
        {
            string terms = names.KeepsTerms(lowered.Pass) ? $"{Terms}, {Number(_lanes)}" : $"{Destination}, {DestinationStride}";
            string rows = Number(target.Lanes(Element.Double));
            string sum = _element == Element.Single ? $"LaneSum.Total<Floats{rows}, Doubles{rows}>" : $"CompensatedLaneSum.Total<Doubles{rows}>";
            writer.Line($"{sum}(ref {terms}, columns, {EmittedNames.Sums});");
        }
    }

    private void WriteColumns(LoweredPass lowered, int count)
    {
        for (int column = 0; column < count; column++)
        {
            writer.Line($"nuint at{Number(column)} = {Index(column)} * {Stride};");
        }

        foreach (Step step in lowered.Body.Steps)
        {
            for (int column = 0; column < count; column++)
            {
                writer.Line(step.Statement(text => At(text, column)));
            }
        }

        for (int column = 0; column < count; column++)
        {
            if (lowered.Stored is not null)
            {
                writer.Line(target.Store(Destination, $"{Index(column)} * {DestinationStride}", At(lowered.Stored, column)));
            }

            if (lowered.Pass.Reduction?.Operation == Operation.Max)
            {
                writer.Line($"{Max(column)} = {target.Max(_element, Max(column), At(lowered.Reduced!, column))};");
            }
            else if (names.KeepsTerms(lowered.Pass))
            {
                writer.Line(target.Store(Terms, $"{Index(column)} * {Number(_lanes)}", At(lowered.Reduced!, column)));
            }
        }
    }

    private static string Max(int column) => "max" + Number(column);

    private static string Index(int column) => column == 0 ? "i0" : $"(i0 + {Number(column)})";

    private string RowScalar(string member) => target.Load($"MemoryMarshal.GetReference({EmittedNames.SideBySideName(member)})", "0");

    private static string At(string text, int column) => text.Replace("i#", Index(column)).Replace("#", Number(column)).Replace("@", "at" + Number(column));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
