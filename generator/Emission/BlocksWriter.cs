using System.Globalization;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes how an entry comes to its ranges of rows: all rows at once, block after block where their sums are merged or a cancellation is
/// waited for, or blocks on several threads.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="spec">What was asked for.</param>
/// <param name="cost">When threads are worth it.</param>
/// <param name="parameters">What a range takes beside its bounds.</param>
/// <param name="sum">The type of what a range returns; null for nothing.</param>
internal sealed class BlocksWriter(IndentedWriter writer, KernelSpec spec, RowCost cost, IReadOnlyList<(string Type, string Name)> parameters, string? sum)
{
    private const string Work = "RowWork";

    private bool Cancels => spec.Has(Role.CancellationToken);

    private static string Cancellation { get; } = Role.CancellationToken.ToName();

    /// <summary>True where one thread, too, goes block after block.</summary>
    private bool InBlocks => Cancels || sum is not null || PerBlock is not null;

    /// <summary>The local that holds the elements of a row.</summary>
    public string Columns { get; init; } = "columns";

    /// <summary>A range's memory that each block has for itself, a double for each column, cleared; null for none.</summary>
    public string? PerBlock { get; init; }

    /// <summary>The local that holds what all blocks have left in <see cref="PerBlock"/>.</summary>
    public string PerBlockSums => PerBlock + "Sums";

    private string Blocks => PerBlock is null
        ? $"new(rows, {Columns}, {(spec.Has(Role.Inner) ? Role.Inner.ToName() : "1")})"
        : $"RowBlocks.WithColumns(rows, {Columns})";

    /// <summary>The number of columns, as a range knows it.</summary>
    private string Stride => parameters.Any(static parameter => parameter.Name == "columns") ? "columns" : spec.Options.Gate.Experts.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<(string Type, string Name)> Memory => parameters.Where(IsMemory);

    private IEnumerable<(string Type, string Name)> Numbers => parameters.Where(static parameter => !IsMemory(parameter));

    /// <summary>The checks of what decides about threads.</summary>
    public static void WriteChecks(IndentedWriter writer, KernelSpec spec)
    {
        if (spec.Has(Role.MaxDegreeOfParallelism))
        {
            writer.Line($"Arguments.RequireDegree({Role.MaxDegreeOfParallelism.ToName()}, {EmittedNames.NameOf(spec, Role.MaxDegreeOfParallelism)});");
        }
    }

    /// <summary>Once the arguments are right, and before anything is written.</summary>
    public static void WriteCancellation(IndentedWriter writer, KernelSpec spec)
    {
        if (spec.Has(Role.CancellationToken))
        {
            writer.Line($"{Cancellation}.ThrowIfCancellationRequested();");
        }
    }

    /// <summary>The calls; where ranges have a sum, it is in the local <c>sum</c> then.</summary>
    /// <param name="argument">What the entry passes on for a parameter of a range.</param>
    public void WriteCalls(Func<(string Type, string Name), string> argument)
    {
        if (InBlocks)
        {
            writer.Line($"RowBlocks blocks = {Blocks};");
        }

        if (sum is not null)
        {
            writer.Line($"{sum} sum = default;");
        }

        if (PerBlock is not null)
        {
            writer.Line($"Span<double> {PerBlockSums} = stackalloc double[blocks.Count * {Columns}];");
            writer.Line($"{PerBlockSums}.Clear();");
        }

        if (!spec.Options.Parallel)
        {
            WriteSerial(argument);
            return;
        }

        string nanoseconds = string.Format(CultureInfo.InvariantCulture, "({0} * {2}.Length) + ({1} * rows)", Text(cost.Element), Text(cost.Row), KernelCatalog.Find(spec.Kernel).Input.ToName());
        writer.Line($"int threads = RowThreads.Count({nanoseconds}{(spec.Has(Role.MaxDegreeOfParallelism) ? $", {Role.MaxDegreeOfParallelism.ToName()}" : "")});");
        using (writer.Block("if (threads > 1)"))
        {
            WriteParallel(argument);
        }

        using (writer.Block("else"))
        {
            WriteSerial(argument);
        }
    }

    /// <summary>A range as work that any thread can do; nothing where a kernel has only the caller's thread.</summary>
    public void WriteWork()
    {
        if (!spec.Options.Parallel)
        {
            return;
        }

        string numbers = EmittedNames.Declare(Numbers.Select(static number => (WithoutModifier(number.Type), number.Name)));
        IEnumerable<string> memory = Memory.Select((memory, place) => memory.Name == PerBlock
            ? $"ref Unsafe.Add(ref memory.At<double>({place}), (nuint)block * {Stride})"
            : $"ref memory.At<{WithoutModifier(memory.Type)}>({place})");
        string call = Call(memory.Concat(Numbers.Select(static number => EmittedNames.Pass([number]))), "first", "last");
        writer.Line();
        writer.Line("/// <summary>A range of rows as work for any thread: its numbers, while its memory is handed to it.</summary>");
        writer.Line($"private readonly struct {Work}<TTarget>({numbers}) : IRowRange");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line("public void Run(in PinnedMemory memory, nuint first, nuint last, int block) =>");
            writer.Line($"    {(sum is null ? "" : $"Unsafe.Add(ref memory.At<{sum}>({Memory.Count()}), block) = ")}{call};");
        }
    }

    private void WriteSerial(Func<(string Type, string Name), string> argument)
    {
        IEnumerable<string> arguments = parameters.Select(parameter => parameter.Name == PerBlock ? $"ref {PerBlockSums}[block * {Columns}]" : argument(parameter));
        if (!InBlocks)
        {
            writer.Line($"{Call(arguments, "0", "(nuint)rows")};");
            return;
        }

        using (writer.Block("for (int block = 0; block < blocks.Count; block++)"))
        {
            if (Cancels)
            {
                writer.Line($"{Cancellation}.ThrowIfCancellationRequested();");
            }

            writer.Line("(nuint first, nuint last) = blocks[block];");
            writer.Line($"{(sum is null ? "" : "sum += ")}{Call(arguments, "first", "last")};");
        }
    }

    private void WriteParallel(Func<(string Type, string Name), string> argument)
    {
        List<string> arguments = [$"new {Work}<TTarget>({string.Join(", ", Numbers.Select(argument).Select(static number => WithoutModifier(number)))})", InBlocks ? "blocks" : Blocks, "threads"];
        arguments.AddRange(Memory.Select(memory => $"RowMemory.From({(memory.Name == PerBlock ? $"ref MemoryMarshal.GetReference({PerBlockSums})" : argument(memory))})"));
        if (sum is not null)
        {
            writer.Line($"Span<{sum}> sums = stackalloc {sum}[blocks.Count];");
            arguments.Add("RowMemory.From(ref MemoryMarshal.GetReference(sums))");
        }

        if (Cancels)
        {
            arguments.Add($"cancellation: {Cancellation}");
        }

        writer.Line($"RowThreads.Run({string.Join(", ", arguments)});");
        if (sum is not null)
        {
            using (writer.Block($"foreach ({sum} part in sums)"))
            {
                writer.Line("sum += part;");
            }
        }
    }

    private static string Call(IEnumerable<string> arguments, string first, string last) => $"{RowRangeWriter.Name}<TTarget>({string.Join(", ", arguments.Concat([first, last]))})";

    private static string Text(double nanoseconds) => nanoseconds.ToString("0.0##", CultureInfo.InvariantCulture);

    private static bool IsMemory((string Type, string Name) parameter) => parameter.Type.StartsWith("ref ", StringComparison.Ordinal);

    private static string WithoutModifier(string type) => type.Substring(type.IndexOf(' ') is var space && (type.StartsWith("ref ", StringComparison.Ordinal) || type.StartsWith("in ", StringComparison.Ordinal)) ? space + 1 : 0);
}
