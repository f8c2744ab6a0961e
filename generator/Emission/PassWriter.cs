using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes a pass over neighbouring columns, which lie in the lanes of a target's registers: an unrolled loop, then the tail.</summary>
internal sealed class PassWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target)
{
    /// <summary>How far ahead an output is fetched, in bytes: further than memory takes, and little beside the block in the first-level cache.</summary>
    private const int OutputAhead = 2048;

    private readonly Element _element = names.Element;

    private int Lanes => target.Lanes(_element);

    private int TileRegisters => _element.Tile / Lanes;

    private int UnrolledRegisters => TileRegisters * target.TilesPerIteration;

    private string Vector => target.Vector(_element);

    public void Write(Pass pass)
    {
        if (plan.Grouped)
        {
            LoweredPass grouped = LoweredPass.Create(pass, plan, names, target, member => target.Broadcast(_element, RowGroup.ScalarOfRow(member)), shifting: Shifting.Chosen);
            using (RowGroup.Begin(writer, names, grouped, RowGroup.Columns(plan)))
            {
                writer.Line("const nuint start = 0;");
                writer.Line("nuint end = columns;");
                WriteRow(grouped);
            }

            return;
        }

        LoweredPass lowered = LoweredPass.Create(pass, plan, names, target, scalar => target.Broadcast(_element, scalar), shifting: Shifting.Chosen);
        writer.Line($"/// <summary>{DocumentText.Escape(pass.Formula)}.</summary>");
        using (PassMethod.Begin(writer, lowered, names.ReturnType(pass), names.Parameters(pass), "reference.Shift == 0"))
        {
            writer.Declare(lowered.Body.RowConstants.Concat(lowered.Body.Constants));

            WriteRow(lowered);
        }
    }

    /// <summary>One row, or one block of it.</summary>
    private void WriteRow(LoweredPass lowered)
    {
        Pass pass = lowered.Pass;
        if (pass.Reduction?.Operation == Operation.Max)
        {
            WriteMaximum(lowered);
            return;
        }

        DeclareAccumulators(pass);
        writer.Line("nuint i = start;");
        if (pass.Streams)
        {
            WriteStream(lowered);
        }
        else
        {
            WriteLoop(lowered, static (target, names, index, value) => target.Store(names.Output, index, value));
            EndChunks(pass);
            WriteTail(lowered, "What is left; columns past the end read as the identity.", "end");
        }

        if (pass.Reduction is not null)
        {
            SumAccumulator accumulator = new(target, _element, pass);
            writer.Line();
            WriteResult(EmittedNames.Sums, target.Fold(_element, Enumerable.Range(0, TileRegisters / 2).SelectMany(accumulator.Names)));
        }
    }

    private void WriteResult(string span, string value) => writer.Line(plan.Grouped ? $"{span}[row] = {value};" : $"return {value};");

    /// <summary>A column may be seen twice by a maximum: the last iteration ends with the row, and only a shorter row has a tail.</summary>
    private void WriteMaximum(LoweredPass lowered)
    {
        int step = UnrolledRegisters * Lanes;
        using (writer.Block($"if (end - start >= {step})"))
        {
            DeclareMaxima(UnrolledRegisters);
            writer.Line($"nuint last = end - {step};");
            using (writer.Block($"for (nuint i = start; ; i = nuint.Min(i + {step}, last))"))
            {
                WriteRegisters(lowered, UnrolledRegisters, end: null, static (_, _, _, _) => "");
                using (writer.Block("if (i == last)"))
                {
                    writer.Line("break;");
                }
            }

            writer.Line();
            WriteResult(EmittedNames.Maxima, target.ReduceMax(StraightLinePassWriter.Tree([.. Enumerable.Range(0, UnrolledRegisters).Select(static register => $"max{register}")], (left, right) => target.Max(_element, left, right))));
        }

        using (writer.Block("else"))
        {
            DeclareMaxima(1);
            using (writer.Block($"for (nuint i = start; i < end; i += {Lanes})"))
            {
                WriteRegisters(lowered, 1, "end", static (_, _, _, _) => "");
            }

            writer.Line();
            WriteResult(EmittedNames.Maxima, target.ReduceMax("max0"));
        }
    }

    private void DeclareMaxima(int registers)
    {
        for (int register = 0; register < registers; register++)
        {
            writer.Line($"{Vector} max{register} = {target.Broadcast(_element, _element.Literal(double.NegativeInfinity))};");
        }
    }

    private void WriteStream(LoweredPass lowered)
    {
        using (writer.Block($"fixed ({names.T}* destination = &{names.Output})"))
        {
            writer.Line("nuint aligned = Lanes.Aligned(destination, start, end);");
            WriteTail(lowered, "Up to the first whole cache line.", "aligned");
            writer.Line();
            writer.Line("i = aligned;");
            writer.Line("// Stores past the cache: the row is longer than it, and not read again soon.");
            WriteLoop(lowered, static (target, _, index, value) => target.StoreNonTemporal($"destination + {index}", value));
            WriteTail(lowered, "What is left.", "end");
        }
    }

    private void WriteLoop(LoweredPass lowered, Func<Target, EmittedNames, string, string, string> store)
    {
        string condition = $"i + {UnrolledRegisters * Lanes} <= end";
        if (SumAccumulator.HasChunks(_element, lowered.Pass))
        {
            writer.Line("nuint chunkEnd = ChunkSum.End(start, end);");
            condition = "i < chunkEnd";
        }

        using (writer.Block($"for (; {condition}; i += {UnrolledRegisters * Lanes})"))
        {
            WritePrefetches(lowered.Pass);
            WriteRegisters(lowered, UnrolledRegisters, end: null, store);
        }
    }

    private void WriteTail(LoweredPass lowered, string comment, string end)
    {
        writer.Line();
        writer.Line($"// {comment}");
        bool sum = lowered.Pass.Reduction is not null;
        if (!sum)
        {
            WriteTailLoop(lowered, end, 1);
            return;
        }

        // As many columns as there are virtual lanes have no partner in their tile.
        using (writer.Block($"if ({end} - i <= {_element.SumLanes})"))
        {
            using (writer.Block($"if (i < {end})"))
            {
                WriteRegisters(lowered, TileRegisters / 2, end, Store(end));
            }
        }

        using (writer.Block("else"))
        {
            WriteTailLoop(lowered, end, TileRegisters * target.TailTiles);
        }
    }

    private void WriteTailLoop(LoweredPass lowered, string end, int registers)
    {
        using (writer.Block($"for (; i < {end}; i += {registers * Lanes})"))
        {
            WriteRegisters(lowered, registers, end, Store(end));
        }
    }

    private static Func<Target, EmittedNames, string, string, string> Store(string end) => (target, names, index, value) => target.StoreTail(names.Output, index, end, value);

    /// <summary>While a block is evaluated, the next one comes from memory: the search of its maximum would have to wait for it.</summary>
    private void WritePrefetches(Pass pass)
    {
        if (pass.NextBlock == 0 || !target.Prefetches)
        {
            return;
        }

        string ahead = pass.NextBlock > 0 ? "i + BlockLength" : "i - BlockLength";
        int step = 64 / _element.Bytes;
        for (int column = 0; column < UnrolledRegisters * Lanes; column += step)
        {
            writer.Line(target.Prefetch(Role.Logits.ToName(), column == 0 ? ahead : $"{ahead} + {column}"));
            if (pass.FetchesOutput)
            {
                writer.Line(target.Prefetch(names.Output, $"i + {(OutputAhead / _element.Bytes) + column}"));
            }
        }
    }

    private void DeclareAccumulators(Pass pass)
    {
        if (pass.Reduction is null)
        {
            return;
        }

        SumAccumulator accumulator = new(target, _element, pass);
        IEnumerable<int> registers = Enumerable.Range(0, TileRegisters / 2);
        writer.Lines(accumulator.Chunked
            ? registers.SelectMany(accumulator.BeginChunks)
            : registers.SelectMany(accumulator.Names).Select(name => $"{accumulator.Type} {name} = default;"));
    }

    /// <summary>What is left after the chunks of exponentials is added to their sums.</summary>
    private void EndChunks(Pass pass)
    {
        if (SumAccumulator.HasChunks(_element, pass))
        {
            writer.Line();
            writer.Lines(Enumerable.Range(0, TileRegisters / 2).SelectMany(new SumAccumulator(target, _element, pass).EndChunks));
        }
    }

    /// <param name="end">The column that a tail ends before; null inside the row.</param>
    private void WriteRegisters(LoweredPass lowered, int registers, string? end, Func<Target, EmittedNames, string, string, string> store)
    {
        for (int first = 0; first < registers; first += target.Chains)
        {
            foreach (Step step in lowered.Body.Steps)
            {
                for (int register = first; register < Math.Min(first + target.Chains, registers); register++)
                {
                    writer.Line(end is null ? step.Statement(text => At(text, register)) : step.TailStatement(text => At(text.Replace("$", end), register)));
                }
            }
        }

        for (int register = 0; lowered.Stored is not null && register < registers; register++)
        {
            writer.Line(store(target, names, Index(register), At(lowered.Stored, register)));
        }

        if (lowered.Pass.Reduction?.Operation == Operation.Max)
        {
            for (int register = 0; register < registers; register++)
            {
                writer.Line($"max{register} = {target.Max(_element, $"max{register}", At(lowered.Reduced!, register))};");
            }
        }
        else if (lowered.Pass.Reduction is not null)
        {
            AddTiles(lowered, registers, inChunk: end is null);
        }
    }

    private void AddTiles(LoweredPass lowered, int registers, bool inChunk)
    {
        SumAccumulator accumulator = new(target, _element, lowered.Pass);
        string reduced = lowered.Reduced!;
        int half = TileRegisters / 2;
        int pairs = 0;
        for (int first = 0; first < registers; first += TileRegisters)
        {
            for (int register = first; register < first + half; register++)
            {
                string partner = register + half < registers ? $" + {At(reduced, register + half)}" : "";
                writer.Line($"{Vector} pair{pairs++} = {At(reduced, register)}{partner};");
            }
        }

        for (int pair = 0; pair < pairs; pair++)
        {
            string name = $"pair{pair}";
            writer.Lines(inChunk && accumulator.Chunked ? SumAccumulator.AddChunk(pair % half, name) : accumulator.Add(pair % half, name));
        }
    }

    private string At(string text, int register) => text.Replace("#", register.ToString(System.Globalization.CultureInfo.InvariantCulture)).Replace("@", Index(register));

    private string Index(int register) => register == 0 ? "i" : $"i + {register * Lanes}";
}
