using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes a pass over neighbouring columns, which lie in the lanes of a target's registers: an unrolled loop, then the tail.</summary>
internal sealed class PassWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target)
{
    private readonly Element _element = names.Element;

    private int Lanes => target.Lanes(_element);

    private int TileRegisters => _element.Tile / Lanes;

    private int UnrolledRegisters => TileRegisters * target.TilesPerIteration;

    private string Vector => target.Vector(_element);

    public void Write(Pass pass)
    {
        LoweredPass lowered = LoweredPass.Create(pass, plan, names, target, scalar => target.Broadcast(_element, scalar));
        writer.Line($"/// <summary>{DocumentText.Escape(pass.Formula)}.</summary>");
        string parameters = EmittedNames.Declare(names.Parameters(pass));
        using (writer.Block($"public static {names.ReturnType(pass)} {pass.Name}({parameters})"))
        {
            foreach ((string type, string name, string value) in lowered.Body.Constants)
            {
                writer.Line($"{type} {name} = {value};");
            }

            bool sums = pass.Reduction?.Operation == Operation.Sum;
            DeclareAccumulators(pass);
            writer.Line("nuint i = start;");
            using (writer.Block($"for (; i + {UnrolledRegisters * Lanes} <= end; i += {UnrolledRegisters * Lanes})"))
            {
                WriteRegisters(lowered, UnrolledRegisters, tail: false);
            }

            writer.Line();
            int tailRegisters = sums ? TileRegisters : 1;
            writer.Line(sums ? "// What is left, a tile at a time; columns past the end read as the identity." : "// What is left, a register at a time; columns past the end read as the identity.");
            using (writer.Block($"for (; i < end; i += {tailRegisters * Lanes})"))
            {
                WriteRegisters(lowered, tailRegisters, tail: true);
            }

            WriteReturn(pass);
        }
    }

    private void DeclareAccumulators(Pass pass)
    {
        if (pass.Reduction?.Operation == Operation.Max)
        {
            for (int register = 0; register < UnrolledRegisters; register++)
            {
                writer.Line($"{Vector} max{register} = {target.Broadcast(_element, _element.Literal(double.NegativeInfinity))};");
            }
        }
        else if (pass.Reduction is not null)
        {
            SumAccumulator accumulator = new(target, _element);
            foreach (string name in Enumerable.Range(0, TileRegisters / 2).SelectMany(accumulator.Names))
            {
                writer.Line($"{accumulator.Type} {name} = default;");
            }
        }
    }

    private void WriteRegisters(LoweredPass lowered, int registers, bool tail)
    {
        // Statement by statement, not register by register: neighbouring instructions do not wait for each other.
        foreach (Step step in lowered.Body.Steps)
        {
            for (int register = 0; register < registers; register++)
            {
                string type = step.Type is null ? "" : step.Type + " ";
                writer.Line($"{type}{At(step.Name, register)} = {At(tail ? step.Tail : step.Value, register)};");
            }
        }

        for (int register = 0; lowered.Stored is not null && register < registers; register++)
        {
            string index = Index(register);
            string value = At(lowered.Stored, register);
            writer.Line(tail ? target.StoreTail(names.Output, index, "end", value) : target.Store(names.Output, index, value));
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
            AddTiles(lowered.Reduced!, registers);
        }
    }

    private void AddTiles(string reduced, int registers)
    {
        SumAccumulator accumulator = new(target, _element);
        int half = TileRegisters / 2;
        for (int tile = 0; tile < registers / TileRegisters; tile++)
        {
            for (int register = 0; register < half; register++)
            {
                int first = (tile * TileRegisters) + register;
                writer.Line($"{Vector} pair{(tile * half) + register} = {At(reduced, first)} + {At(reduced, first + half)};");
            }
        }

        for (int pair = 0; pair < registers / 2; pair++)
        {
            foreach (string statement in accumulator.Add(pair % half, $"pair{pair}"))
            {
                writer.Line(statement);
            }
        }
    }

    private void WriteReturn(Pass pass)
    {
        if (pass.Reduction is null)
        {
            return;
        }

        writer.Line();
        if (pass.Reduction.Operation == Operation.Sum)
        {
            SumAccumulator accumulator = new(target, _element);
            writer.Line($"return {target.Fold(Enumerable.Range(0, TileRegisters / 2).SelectMany(accumulator.Names))};");
            return;
        }

        List<string> maxima = [.. Enumerable.Range(0, UnrolledRegisters).Select(static register => $"max{register}")];
        while (maxima.Count > 1)
        {
            maxima = [.. Enumerable.Range(0, maxima.Count / 2).Select(pair => target.Max(_element, maxima[2 * pair], maxima[(2 * pair) + 1]))];
        }

        writer.Line($"return {target.ReduceMax(maxima[0])};");
    }

    private string At(string text, int register) => text.Replace("#", register.ToString(System.Globalization.CultureInfo.InvariantCulture)).Replace("@", Index(register)).Replace("$", "end");

    private string Index(int register) => register == 0 ? "i" : $"i + {register * Lanes}";
}
