using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes a pass over a register of rows of the same few columns, a lane for each row: straight-line code with nothing across the lanes. The
/// first pass transposes the rows in the registers that it reduces, the last one those that it has computed; between them lanes are kept in
/// memory. The sum's tree is the one of every other layout.
/// </summary>
internal sealed class StraightLineLanesPassWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target)
{
    private readonly Element _element = names.Element;
    private readonly int _columns = plan.Spec.Options.Length;
    private readonly int _lanes = target.Lanes(names.Element);

    private string Columns => Number(_columns);

    public void Write(Pass pass)
    {
        Shifting shifting = plan.ShiftsBeforehand ? Shifting.Beforehand : Shifting.Always;
        LoweredPass lowered = LoweredPass.Create(pass, plan, names, target, RowScalar, shifting: shifting);
        writer.Line($"/// <summary>{DocumentText.Escape(pass.Formula)}, rows in lanes.</summary>");
        using (writer.Block($"public static void {pass.Name}{InLanesPassWriter.Suffix}({EmittedNames.Declare(names.InLanesParameters(pass))})"))
        {
            writer.Declare(lowered.Body.RowConstants.Concat(lowered.Body.Constants));

            if (pass == plan.Maximum)
            {
                WriteMaximum(lowered);
            }
            else if (pass == plan.Finish)
            {
                WriteFinish(lowered);
            }
            else
            {
                WriteSums(lowered);
            }
        }
    }

    private void WriteMaximum(LoweredPass lowered)
    {
        string rows = names.Input;
        Step read = lowered.Body.Steps.Single(static step => step.Reads);
        if (_columns < Target.FewTransposedColumns)
        {
            writer.Line($"Transposition.ToLanes(in {rows}, ref {InLanesPassWriter.Lanes}, {Number(_lanes)}, {Columns});");
        }

        int known = 0;
        foreach ((int first, int last) in Blocks())
        {
            IEnumerable<string> registers = Enumerable.Range(first, last - first).Select(column => column < known ? "_" : $"{read.Type} {At(read.Name, column)}");
            writer.Line($"{target.Transposition}.Load(ref {Column(rows, first)}, {Columns}, {string.Join(", ", registers.Select(static register => "out " + register))});");
            known = last;
        }

        for (int column = 0; column < _columns; column++)
        {
            writer.Line(known > 0
                ? target.Store(InLanesPassWriter.Lanes, Index(column), At(read.Name, column))
                : $"{read.Type} {At(read.Name, column)} = {target.Load(InLanesPassWriter.Lanes, Index(column))};");
        }

        WriteSteps(lowered, 0, _columns, lowered.Body.Steps.Where(static step => !step.Reads));
        string max = StraightLinePassWriter.Tree([.. Enumerable.Range(0, _columns).Select(column => At(lowered.Reduced!, column))], (left, right) => target.Max(_element, left, right));
        writer.Line(target.Store($"MemoryMarshal.GetReference({EmittedNames.Maxima})", "0", max));
    }

    private void WriteFinish(LoweredPass lowered)
    {
        int known = 0;
        foreach ((int first, int last) in Blocks())
        {
            WriteSteps(lowered, known, last, lowered.Body.Steps);
            IEnumerable<string> registers = Enumerable.Range(first, last - first).Select(column => At(lowered.Stored!, column));
            writer.Line($"{target.Transposition}.Store(ref {Column(InLanesPassWriter.Destination, first)}, {Columns}, {string.Join(", ", registers)});");
            known = last;
        }

        if (known == 0)
        {
            string lanes = names.InLanesParameters(lowered.Pass).First().Name;
            WriteSteps(lowered, 0, _columns, lowered.Body.Steps);
            WriteStores(lowered, lanes, 0, _columns);
            writer.Line($"Transposition.FromLanes(ref {lanes}, ref {InLanesPassWriter.Destination}, {Number(_lanes)}, {Columns});");
        }
    }

    private void WriteSums(LoweredPass lowered)
    {
        WriteSteps(lowered, 0, _columns, lowered.Body.Steps, lowered.Stored is null ? null : names.Output);
        WriteSum("lower", "0", column => target.WidenLower(At(lowered.Reduced!, column)));
        WriteSum("upper", Number(target.Lanes(Element.Double)), column => target.WidenUpper(At(lowered.Reduced!, column)));
    }

    /// <summary>The blocks of columns that are transposed at once; the last ones overlap those before.</summary>
    private IEnumerable<(int First, int Last)> Blocks()
    {
        int column = 0;
        for (; column + target.TransposedColumns <= _columns; column += target.TransposedColumns)
        {
            yield return (column, column + target.TransposedColumns);
        }

        for (; column < _columns && _columns >= Target.FewTransposedColumns; column += Target.FewTransposedColumns)
        {
            int first = Math.Min(column, _columns - Target.FewTransposedColumns);
            yield return (first, first + Target.FewTransposedColumns);
        }
    }

    /// <summary>Statement by statement for a few columns at a time, whose chains interleave.</summary>
    private void WriteSteps(LoweredPass lowered, int first, int last, IEnumerable<Step> steps, string? destination = null)
    {
        int group = _element.Tile / _lanes * target.TilesPerIteration;
        for (; first < last; first += group)
        {
            int end = Math.Min(first + group, last);
            foreach (Step step in steps)
            {
                for (int column = first; column < end; column++)
                {
                    writer.Line(step.Statement(text => At(text, column)));
                }
            }

            if (destination is not null)
            {
                WriteStores(lowered, destination, first, end);
            }
        }
    }

    private void WriteStores(LoweredPass lowered, string destination, int first, int last)
    {
        for (int column = first; column < last; column++)
        {
            writer.Line(target.Store(destination, Index(column), At(lowered.Stored!, column)));
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

    /// <summary>Where a column lies in the lanes.</summary>
    private string Index(int column) => Number(column * _lanes);

    /// <summary>Where a column lies in the rows.</summary>
    private static string Column(string rows, int column) => column == 0 ? rows : $"Unsafe.Add(ref {rows}, {Number(column)})";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
