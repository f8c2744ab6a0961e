using System.Globalization;
using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>
/// The bits of every kernel as a committed number: the processors that a run does not have gave the same. A change of the arithmetic
/// changes Golden.txt; <c>FUSEDKERNELS_UPDATE_GOLDEN=1</c> writes it again.
/// </summary>
public sealed class GoldenTests
{
    private const string UpdateVariable = "FUSEDKERNELS_UPDATE_GOLDEN";

    private static readonly int[] Lengths = [1, 5, 17, 33, 100];

    [Fact]
    public void EveryKernelGivesTheCommittedBits()
    {
        string[] actual =
        [
            .. Kernels.Single.Select(Line<float>), .. Kernels.Double.Select(Line<double>),
            .. LossKernelTests<float>.Losses.Select(LossLine<float>), .. LossKernelTests<double>.Losses.Select(LossLine<double>),
        ];
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllLines(Path.Combine(Repository.Root!, "tests", "FusedKernels.Tests", "Golden.txt"), actual);
        }

        string[] expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden.txt"));
        Assert.Equal(expected, actual);
    }

    /// <summary>All supported targets and the dispatch must agree; the line names their common bits.</summary>
    private static string Line<T>(Kernel kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var runner = new KernelRunner<T>(kernel);
        ulong dispatched = Hash(runner, kernel.BindDispatch<T>());
        string[] others = [.. runner.Targets.Where(target => Hash(runner, runner[target]) != dispatched)];
        string disagreement = others.Length == 0 ? "" : $" but not {string.Join(", ", others)}";
        return string.Create(CultureInfo.InvariantCulture, $"{kernel.Element.Name} {kernel} {dispatched:x16}{disagreement}");
    }

    /// <summary>The same of a loss, over every kind of input as few rows and as many as are brought to lanes, and over rows of two blocks.</summary>
    private static string LossLine<T>(LossKernel kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        ulong dispatched = Hash(kernel.BindDispatch<T>());
        string[] others = [.. kernel.SupportedTargets.Where(target => Hash(kernel.Bind<T>(target)) != dispatched)];
        return string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name} loss {kernel} {dispatched:x16}{(others.Length == 0 ? "" : $" but not {string.Join(", ", others)}")}");

        ulong Hash(LossCall<T> call)
        {
            ulong hash = BitHash.Start;
            int[] lengths = kernel.Options.Length > 0 ? [kernel.Options.Length] : [5, 17, 100];
            foreach ((InputClass<T> input, int columns) in (from input in InputClass<T>.All from columns in lengths select (input, columns)).Append((InputClass<T>.Find("±40"), kernel.Options.Length > 0 ? kernel.Options.Length : 4097)))
            {
                hash = BitHash.Add<T>(hash, LossWorkload<T>.Create(kernel, input, columns == 17 ? 19 : 4, columns).Run(call, new ArrayBuffers()));
            }

            return hash;
        }
    }

    private static ulong Hash<T>(KernelRunner<T> runner, KernelCall<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        ulong hash = BitHash.Start;
        foreach (Workload<T> workload in WorkloadsOf<T>(runner.Kernel))
        {
            hash = BitHash.Add<T>(hash, runner.Run(call, workload, new ArrayBuffers()));
        }

        return hash;
    }

    /// <summary>Every kind of input around the lanes, and one row of two blocks.</summary>
    private static IEnumerable<Workload<T>> WorkloadsOf<T>(Kernel kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        IEnumerable<(InputClass<T> Input, int Length)> rows = kernel.Options.Length > 0
            ? InputClass<T>.All.Select(input => (input, kernel.Options.Length))
            : InputClass<T>.All.SelectMany(input => Lengths.Select(length => (input, length))).Append((InputClass<T>.Find("±40"), 4097));
        return rows.Select(row => Workloads.Create(kernel, row.Input, kernel.TakesBatch ? 2 : 1, row.Length, kernel.Takes("inner") ? 3 : 1, shared: false));
    }
}
