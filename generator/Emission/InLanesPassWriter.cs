using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes a pass over rows in the lanes of a register, a column after the other, with nothing across the lanes; the sum's tree is the one of
/// every other layout. Short rows of a constant length need no loop.
/// </summary>
internal sealed class InLanesPassWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target)
{
    /// <summary>What such a pass is called beside the one along a row.</summary>
    public const string Suffix = "InLanes";

    /// <summary>From column to column of what is read, where that is not known at compile time.</summary>
    public const string Stride = "stride";

    /// <summary>What is written, where that may lie elsewhere than what is read.</summary>
    public const string Destination = "destination";

    /// <summary>From column to column of what is written.</summary>
    public const string DestinationStride = Destination + "Stride";

    /// <summary>Where the terms of a sum go that are not stored otherwise.</summary>
    public const string Terms = "terms";

    private readonly Element _element = names.Element;
    private readonly int _columns = plan.Spec.Options.Length;
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

        LoweredPass lowered = LoweredPass.Create(pass, plan, names, target, RowScalar, sideBySide: !plan.RowsInLanes);
        using (writer.Block(method))
        {
            foreach ((string type, string name, string value) in lowered.Body.RowConstants.Concat(lowered.Body.Constants))
            {
                writer.Line($"{type} {name} = {value};");
            }

            if (plan.RowsInLanes)
            {
                WriteStraightLine(lowered);
            }
            else
            {
                WriteLoop(lowered);
            }
        }
    }

    /// <summary>One row in the only lane lies as any other row does.</summary>
    private string Scalar(Pass pass)
    {
        string result = pass.Reduction is null || plan.Grouped ? "" : (pass.Reduction.Operation == Operation.Max ? EmittedNames.Maxima : EmittedNames.Sums) + "[0] = ";
        IEnumerable<string> arguments = plan.Grouped
            ? names.GroupParameters(pass).Select(parameter => parameter switch
            {
                { Name: "rows" } => "1",
                _ => EmittedNames.Pass([(parameter.Type, EmittedNames.RowOf(parameter.Name))]),
            })
            : names.Parameters(pass).Select(parameter => parameter switch
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

    /// <summary>One column in an iteration: they do not wait for each other, and several at once would have more numbers than registers.</summary>
    private void WriteLoop(LoweredPass lowered)
    {
        bool max = lowered.Pass.Reduction?.Operation == Operation.Max;
        if (max)
        {
            writer.Line($"{target.Vector(_element)} max = {target.Broadcast(_element, _element.Literal(double.NegativeInfinity))};");
        }

        using (writer.Block("for (nuint i0 = 0; i0 < columns; i0++)"))
        {
            writer.Line($"nuint at0 = i0 * {Stride};");
            WriteRegisters(lowered, 0, 1);
            if (max)
            {
                writer.Line($"max = {target.Max(_element, "max", At(lowered.Reduced!, 0))};");
            }
            else if (names.KeepsTerms(lowered.Pass))
            {
                writer.Line(target.Store(Terms, $"i0 * {Number(_lanes)}", At(lowered.Reduced!, 0)));
            }
        }

        if (max)
        {
            writer.Line();
            WriteMaximum(["max"]);
        }
        else if (lowered.Pass.Reduction is not null)
        {
            string terms = names.KeepsTerms(lowered.Pass) ? $"{Terms}, {Number(_lanes)}" : $"{Destination}, {DestinationStride}";
            writer.Line();
            writer.Line($"{(_element == Element.Single ? "" : "Compensated")}LaneSum.Total<Doubles{Number(target.Lanes(Element.Double))}>(ref {terms}, columns, {EmittedNames.Sums});");
        }
    }

    private void WriteStraightLine(LoweredPass lowered)
    {
        int group = _element.Tile / _lanes * target.TilesPerIteration;
        for (int first = 0; first < _columns; first += group)
        {
            WriteRegisters(lowered, first, Math.Min(first + group, _columns));
        }

        if (lowered.Pass.Reduction?.Operation == Operation.Max)
        {
            WriteMaximum(Enumerable.Range(0, _columns).Select(column => At(lowered.Reduced!, column)));
        }
        else if (lowered.Pass.Reduction is not null)
        {
            WriteSum("lower", "0", column => target.WidenLower(At(lowered.Reduced!, column)));
            WriteSum("upper", Number(target.Lanes(Element.Double)), column => target.WidenUpper(At(lowered.Reduced!, column)));
        }
    }

    /// <summary>Statement by statement for some columns, whose chains interleave.</summary>
    private void WriteRegisters(LoweredPass lowered, int first, int last)
    {
        foreach (Step step in lowered.Body.Steps)
        {
            for (int column = first; column < last; column++)
            {
                writer.Line($"{(step.Type is null ? "" : step.Type + " ")}{At(step.Name, column)} = {At(step.Value, column)};");
            }
        }

        for (int column = first; lowered.Stored is not null && column < last; column++)
        {
            writer.Line(plan.RowsInLanes
                ? target.Store(names.Output, Index(column), At(lowered.Stored, column))
                : target.Store(Destination, $"i{Number(column)} * {DestinationStride}", At(lowered.Stored, column)));
        }
    }

    private void WriteMaximum(IEnumerable<string> values)
    {
        string max = StraightLinePassWriter.Tree([.. values], (left, right) => target.Max(_element, left, right));
        writer.Line(target.Store($"MemoryMarshal.GetReference({EmittedNames.Maxima})", "0", max));
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

    private string Index(int column) => plan.RowsInLanes ? Number(column * _lanes) : "at" + Number(column);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
