using System.Globalization;
using System.Numerics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>
/// The bits of kernels as committed numbers: the processors that a run does not have gave the same. A change of the arithmetic
/// changes the files in Golden; <c>FUSEDKERNELS_UPDATE_GOLDEN=1</c> writes them again.
/// </summary>
/// <param name="name">The file's.</param>
public abstract class GoldenTests(string name)
{
    private const string UpdateVariable = "FUSEDKERNELS_UPDATE_GOLDEN";

    private readonly string _file = Path.Combine("Golden", name + ".txt");

    protected abstract IEnumerable<string> Lines { get; }

    [Fact]
    public void EveryKernelGivesTheCommittedBits()
    {
        string[] actual = [.. Lines];
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllLines(Path.Combine(Repository.Root!, "tests", "FusedKernels.Tests", _file), actual);
        }

        string[] expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, _file));
        Assert.Equal(expected, actual);
    }

    /// <summary>All supported targets and the dispatch must agree; the line names their common bits.</summary>
    private protected static string Line(string kernel, ulong dispatched, IEnumerable<string> targets, Func<string, ulong> hash)
    {
        string[] others = [.. targets.Where(target => hash(target) != dispatched)];
        return string.Create(CultureInfo.InvariantCulture, $"{kernel} {dispatched:x16}{(others.Length == 0 ? "" : $" but not {string.Join(", ", others)}")}");
    }
}

/// <summary>Of softmax, log-softmax and log-sum-exp, over every kind of input around the lanes, and over one row of two blocks.</summary>
public abstract class RowGoldenTests<T>() : GoldenTests(typeof(T).Name)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly int[] Lengths = [1, 5, 17, 33, 100];

    protected override IEnumerable<string> Lines => Kernels.Of<T>().Select(kernel =>
    {
        var runner = new KernelRunner<T>(kernel);
        return Line(kernel.ToString(), Hash(runner, kernel.BindDispatch<T>()), runner.Targets, target => Hash(runner, runner[target]));
    });

    private static ulong Hash(KernelRunner<T> runner, KernelCall<T> call)
    {
        ulong hash = BitHash.Start;
        foreach (Workload<T> workload in WorkloadsOf(runner.Kernel))
        {
            hash = BitHash.Add<T>(hash, runner.Run(call, workload, new ArrayBuffers()));
        }

        return hash;
    }

    private static IEnumerable<Workload<T>> WorkloadsOf(Kernel kernel)
    {
        IEnumerable<(InputClass<T> Input, int Length)> rows = kernel.Options.Length > 0
            ? InputClass<T>.All.Select(input => (input, kernel.Options.Length))
            : InputClass<T>.All.SelectMany(input => Lengths.Select(length => (input, length))).Append((InputClass<T>.Find("±40"), 4097));
        return rows.Select(row => Workloads.Create(kernel, row.Input, kernel.TakesBatch ? 2 : 1, row.Length, kernel.Takes("inner") ? 3 : 1, shared: false));
    }
}

/// <summary>Of losses, over every kind of input as few rows and as many as are brought to lanes, and over rows of two blocks.</summary>
public abstract class LossGoldenTests<T>() : GoldenTests(typeof(T).Name + "Losses")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly int[] Lengths = [5, 17, 100];

    protected override IEnumerable<string> Lines => LossKernelTests<T>.Losses.Select(static kernel =>
        Line(kernel.ToString(), Hash(kernel, kernel.BindDispatch<T>()), kernel.SupportedTargets, target => Hash(kernel, kernel.Bind<T>(target))));

    private static ulong Hash(LossKernel kernel, LossCall<T> call)
    {
        ulong hash = BitHash.Start;
        int[] lengths = kernel.Options.Length > 0 ? [kernel.Options.Length] : Lengths;
        foreach ((InputClass<T> input, int columns) in (from input in InputClass<T>.All from columns in lengths select (input, columns)).Append((InputClass<T>.Find("±40"), kernel.Options.Length > 0 ? kernel.Options.Length : 4097)))
        {
            hash = BitHash.Add<T>(hash, LossWorkload<T>.Create(kernel, input, columns == 17 ? 19 : 4, columns).Run(call, new ArrayBuffers()));
        }

        return hash;
    }
}

public sealed class SingleGoldenTests : RowGoldenTests<float>;

public sealed class DoubleGoldenTests : RowGoldenTests<double>;

public sealed class SingleLossGoldenTests : LossGoldenTests<float>;

public sealed class DoubleLossGoldenTests : LossGoldenTests<double>;
