using FusedKernels.Verification;

namespace FusedKernels.Tests;

/// <summary>
/// How much is tried: everything, or, in the processes that run what another processor would, every kernel and every kind of input at fewer and
/// shorter lengths.
/// </summary>
internal static class Scope
{
    public const string Variable = "FUSEDKERNELS_SCOPE";

    public static bool Reduced { get; } = Environment.GetEnvironmentVariable(Variable) == "reduced";

    /// <summary>Around the lanes and tiles of every target.</summary>
    private static readonly int[] Short = Reduced
        ? [0, 1, 3, 8, 17, 32, 33, 65]
        : [0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 1000];

    /// <summary>Around the blocks of the sum, for the kernels that show them.</summary>
    private static readonly int[] Long = Reduced ? [1000, 4097] : [4095, 4096, 4097, 8193, 50257];

    /// <summary>The same for all other kernels, whose rows have the bits of those.</summary>
    private static readonly int[] Further = Reduced ? [] : [4097];

    /// <summary>What is worth trying on long rows: here sums drift and blocks meet.</summary>
    private static readonly string[] LongInputs = ["±4", "±40", "±3000", "magnitudes mixed", "all equal", "ascending", "descending", "NaN last"];

    public static IEnumerable<int> Lengths(Kernel kernel, string input)
    {
        if (kernel.Options.Length > 0)
        {
            return [kernel.Options.Length];
        }

        bool plain = !kernel.TakesBatch && !kernel.Takes("bias") && !kernel.Takes("mask");
        return LongInputs.Contains(input) ? Short.Concat(plain ? Long : Further) : Short;
    }

    /// <summary>All layouts, or the first and another one that changes with the length.</summary>
    public static bool TakesLayout(int index, int length) => !Reduced || index == 0 || index == 1 + (length % 4);
}
