using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes a pass over a row of a constant length: every register in a line of its own, no loop, no tail.</summary>
internal sealed class StraightLinePassWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target)
{
    private readonly Element _element = names.Element;
    private readonly int _lanes = target.Lanes(names.Element);
    private readonly int _length = plan.Spec.Options.Length;

    private int Registers => (_length + _lanes - 1) / _lanes;

    private int TileRegisters => _element.Tile / _lanes;

    public void Write(Pass pass)
    {
        LoweredPass lowered = LoweredPass.Create(pass, plan, names, target, member => target.Broadcast(_element, RowGroup.ScalarOfRow(member)), shifting: Shifting.Chosen);
        using (RowGroup.Begin(writer, names, lowered, Number(_length)))
        {
            WriteRegisters(lowered);
            if (pass.Reduction?.Operation == Operation.Max)
            {
                string max = Tree([.. Enumerable.Range(0, Registers).Select(register => At(lowered.Reduced!, register))], (left, right) => target.Max(_element, left, right));
                writer.Line($"{EmittedNames.Maxima}[row] = {target.ReduceMax(max)};");
            }
            else if (pass.Reduction is not null)
            {
                WriteSum(lowered);
            }
        }
    }

    /// <summary>The steps in groups of registers whose chains interleave.</summary>
    private void WriteRegisters(LoweredPass lowered)
    {
        int group = TileRegisters * target.TilesPerIteration;
        for (int first = 0; first < Registers; first += group)
        {
            int last = Math.Min(first + group, Registers);
            foreach (Step step in lowered.Body.Steps)
            {
                for (int register = first; register < last; register++)
                {
                    writer.Line(IsPartial(register) ? step.TailStatement(text => At(text, register)) : step.Statement(text => At(text, register)));
                }
            }

            for (int register = first; lowered.Stored is not null && register < last; register++)
            {
                string value = At(lowered.Stored, register);
                writer.Line(IsPartial(register)
                    ? target.StoreTail(names.Output, Index(register), Number(_length), value)
                    : target.Store(names.Output, Index(register), value));
            }
        }
    }

    private void WriteSum(LoweredPass lowered)
    {
        SumAccumulator accumulator = new(target, _element, lowered.Pass);
        int half = TileRegisters / 2;
        IEnumerable<int> lanes = Enumerable.Range(0, half);
        List<string> sums = [.. lanes.SelectMany(accumulator.Names)];
        int chunks = accumulator.ColumnsOfChunks(_length) / _lanes;
        if (chunks > 0)
        {
            writer.Lines(lanes.SelectMany(accumulator.BeginChunks));
            WritePairs(lowered.Reduced!, 0, chunks, static (register, lane, pair) => SumAccumulator.AddChunk(lane, pair));
            writer.Lines(lanes.SelectMany(accumulator.EndChunks));
        }

        foreach (string name in sums.Skip(Registers * sums.Count / half))
        {
            // A row of fewer registers than there are accumulators.
            writer.Line($"{accumulator.Type} {name} = default;");
        }

        WritePairs(lowered.Reduced!, chunks, Registers, (register, lane, pair) => register < half ? accumulator.Begin(lane, pair) : accumulator.Add(lane, pair));
        writer.Line($"{EmittedNames.Sums}[row] = {target.Fold(_element, sums)};");
    }

    private void WritePairs(string terms, int first, int last, Func<int, int, string, IEnumerable<string>> add)
    {
        int half = TileRegisters / 2;
        foreach (int register in Enumerable.Range(first, last - first).Where(register => register % TileRegisters < half))
        {
            // A column without a partner in its tile is added alone: the partner would be 0.
            string partner = register + half < Registers ? $" + {At(terms, register + half)}" : "";
            string pair = $"pair{register}";
            writer.Line($"{target.Vector(_element)} {pair} = {At(terms, register)}{partner};");
            writer.Lines(add(register, register % TileRegisters, pair));
        }
    }

    /// <summary>Registers combined in a balanced tree.</summary>
    public static string Tree(List<string> values, Func<string, string, string> combine)
    {
        while (values.Count > 1)
        {
            values = [.. Enumerable.Range(0, (values.Count + 1) / 2).Select(pair =>
                (2 * pair) + 1 < values.Count ? combine(values[2 * pair], values[(2 * pair) + 1]) : values[2 * pair])];
        }

        return values[0];
    }

    private bool IsPartial(int register) => (register + 1) * _lanes > _length;

    private string At(string text, int register) => text.Replace("#", Number(register)).Replace("@", Index(register)).Replace("$", Number(_length));

    private string Index(int register) => Number(register * _lanes);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
