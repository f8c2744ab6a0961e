using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk of the passes over the blocks of one row, the same for every target.</summary>
internal sealed class RowWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private const string Block = "Block";
    private const string Blocks = "Blocks";
    private const string LongRow = "LongRow";

    private string T => names.T;

    private string Infinity => $"{T}.PositiveInfinity";

    private string ReturnType => plan.Finish is null ? T : "void";

    /// <summary>The parameters of a row's methods.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            foreach (Role input in names.Inputs)
            {
                yield return ($"ref {names.TypeOf(input)}", input.ToName());
            }

            if (plan.Finish is not null)
            {
                yield return ($"ref {T}", names.Output);
            }

            yield return ("nuint", "columns");
            if (names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }
        }
    }

    public void Write()
    {
        WriteRow();
        writer.Line();
        writer.Line("/// <summary>A row, block after block: a block's maximum gives its reference, its exponentials are summed, the sums are merged in order.</summary>");
        WriteBlocks(Blocks, plan.Accumulate, plan.Finish, WriteFromEnd);
        writer.Line();
        writer.Line("/// <summary>A row of one block: nothing to merge.</summary>");
        WriteBlock();
        if (plan.Long is { } passes)
        {
            writer.Line();
            writer.Line(plan.KeepsExponentials
                ? "/// <summary>A row that leaves the cache between the passes: its exponentials are evaluated twice instead of written, read and written.</summary>"
                : "/// <summary>A row that leaves the cache between the passes: its results are stored past the cache.</summary>");
            WriteBlocks(LongRow, passes.Accumulate, passes.Finish, WriteInStretches);
        }
    }

    private void WriteRow()
    {
        writer.Line("/// <summary>One row, by its length.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Line($"private static {ReturnType} Row<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            if (plan.HasShortRows)
            {
                new ShortRowWriter(writer, plan, names).WriteCall($"columns <= {ShortRowWriter.Length}", static parameter => EmittedNames.Pass([parameter]), plan.Finish is null ? $"return {ShortRowWriter.Result};" : "return;");
            }

            WriteOtherwise("if (columns <= BlockLength)", Block);
            if (plan.Long is not null)
            {
                WriteOtherwise("if (columns >= LongRowLength)", LongRow);
            }

            writer.Line(Call(Blocks));
        }
    }

    /// <param name="name">The method's name.</param>
    /// <param name="accumulate">The pass that sums a block.</param>
    /// <param name="finish">The pass that writes a block's results; null for a reduction.</param>
    /// <param name="walk">Writes the walk of <paramref name="finish"/> around what it does with a block.</param>
    private void WriteBlocks(string name, Pass accumulate, Pass? finish, Action<Action> walk)
    {
        writer.Line($"private static {ReturnType} {name}<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            bool stored = finish?.Evaluates(Operation.Stored) == true;
            bool kept = finish?.Evaluates(Operation.ScaledExp) == true;
            writer.Line("int blocks = (int)((columns + (BlockLength - 1)) / BlockLength);");
            if (stored)
            {
                writer.Line($"Span<{names.ReferenceType}> references = stackalloc {names.ReferenceType}[blocks];");
            }
            else if (kept)
            {
                writer.Line($"Span<{T}> maxima = stackalloc {T}[int.Min(blocks, KeptMaxima)];");
            }

            writer.Line("ExponentialSum total = default;");
            using (writer.Block("for (int block = 0; block < blocks; block++)"))
            {
                WriteBounds();
                WriteReference();
                if (stored)
                {
                    writer.Line("references[block] = reference;");
                }
                else if (kept)
                {
                    using (writer.Block("if (block < maxima.Length)"))
                    {
                        writer.Line("maxima[block] = max;");
                    }

                    writer.Line();
                }

                writer.Line($"total.Add({Call(accumulate)}, max, in reference, {names.Temperature.Value});");
            }

            writer.Line();
            using (writer.Block("if (total.IsEmpty)"))
            {
                WriteMasked();
            }

            writer.Line();
            if (finish is null)
            {
                writer.Line($"return {names.Result("total")};");
            }
            else
            {
                WriteFinish(finish, stored, kept, walk);
            }
        }
    }

    private void WriteOtherwise(string condition, string method)
    {
        using (writer.Block(condition))
        {
            writer.Line(Call(method));
            if (plan.Finish is not null)
            {
                writer.Line("return;");
            }
        }

        writer.Line();
    }

    private string Call(string method) => $"{(plan.Finish is null ? "return " : "")}{method}<TTarget>({EmittedNames.Pass(Parameters)});";

    private void WriteBlock()
    {
        writer.Line($"private static {ReturnType} {Block}<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            writer.Line("const nuint start = 0;");
            writer.Line("nuint end = columns;");
            WriteReference();
            writer.Line($"{names.Element.Sum} sum = {Call(plan.Accumulate)};");
            using (writer.Block($"if ({names.IsEmpty("sum")})"))
            {
                WriteMasked();
            }

            writer.Line();
            writer.Lines(names.DeclareBlockScalars());
            if (plan.Finish is not { } finish)
            {
                writer.Line($"return ({T})({names.BlockResult(names.Element.Wide)});");
                return;
            }

            WriteFinishCall(finish);
        }
    }

    private void WriteFinish(Pass finish, bool stored, bool kept, Action<Action> walk)
    {
        bool perBlock = stored || kept;
        if (!perBlock)
        {
            WriteScalars(finish);
        }

        walk(() =>
        {
            WriteBounds();
            if (stored)
            {
                writer.Line($"{names.ReferenceType} reference = references[block];");
            }
            else if (kept)
            {
                writer.Line($"{T} max = block < maxima.Length ? maxima[block] : {CallMaximum};");
                WriteRefer();
            }
            else
            {
                writer.Line($"{names.ReferenceType} reference = Reference.OfShift(total.Shift, {names.Temperature.Limit});");
            }

            if (perBlock)
            {
                WriteScalars(finish);
            }

            WriteFinishCall(finish);
        });

        if (finish.Streams)
        {
            writer.Line();
            writer.Line("TTarget.Fence();");
        }
    }

    private void WriteFromEnd(Action block)
    {
        writer.Line("// From the end: the last blocks are still in the cache.");
        using (writer.Block("for (int block = blocks - 1; block >= 0; block--)"))
        {
            block();
        }
    }

    private void WriteInStretches(Action block)
    {
        writer.Line("// From the end, of which a part is still in the cache; forwards within a stretch: memory is read ahead in that direction only.");
        using (writer.Block("for (int stretch = (blocks - 1) / Stretch * Stretch; stretch >= 0; stretch -= Stretch)"))
        using (writer.Block("for (int block = stretch; block < int.Min(stretch + Stretch, blocks); block++)"))
        {
            block();
        }
    }

    private void WriteBounds()
    {
        writer.Line("nuint start = (nuint)block * BlockLength;");
        writer.Line("nuint end = nuint.Min(start + BlockLength, columns);");
    }

    private string CallMaximum => $"TTarget.{plan.Maximum.Name}({EmittedNames.Pass(names.Parameters(plan.Maximum))})";

    private void WriteReference()
    {
        writer.Line($"{T} max = {CallMaximum};");
        WriteRefer();
    }

    private void WriteRefer() => writer.Line($"{names.ReferenceType} reference = Refer(max{(names.RuntimeTemperature ? ", in temperature" : "")});");

    private void WriteScalars(Pass pass)
    {
        foreach ((string name, string value) in names.ScalarValues(pass, "total"))
        {
            writer.Line($"({T} {name}High, {T} {name}Low) = {value};");
        }
    }

    private void WriteFinishCall(Pass finish)
    {
        if (!finish.Refers)
        {
            writer.Line($"TTarget.{finish.Name}({EmittedNames.Pass(names.Parameters(finish))});");
            return;
        }

        using (writer.Block($"if (reference.Shift == {Infinity})"))
        {
            writer.Line($"Scalar.{finish.Name}({EmittedNames.Pass(names.Parameters(finish))});");
        }

        using (writer.Block("else"))
        {
            writer.Line($"TTarget.{finish.Name}({EmittedNames.Pass(names.Parameters(finish))});");
        }
    }

    /// <summary>Only the scalar target knows ∞ − ∞ = 0, the limit.</summary>
    private string Call(Pass pass)
    {
        string arguments = EmittedNames.Pass(names.Parameters(pass));
        return $"reference.Shift == {Infinity} ? Scalar.{pass.Name}({arguments}) : TTarget.{pass.Name}({arguments})";
    }

    private void WriteMasked()
    {
        string value = names.MaskedValue;
        if (plan.Finish is null)
        {
            writer.Line($"return {value};");
        }
        else
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref {names.Output}, (int)columns).Fill({value});");
            writer.Line("return;");
        }
    }
}
