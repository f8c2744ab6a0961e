using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>Makes the workloads on which a kernel is verified: every layout that its parameters allow.</summary>
public static class Workloads
{
    /// <summary>Values that must not show where the mask takes them out.</summary>
    private static readonly double[] Garbage = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e30, 0];

    private static readonly float[] Temperatures = [0.7f, 0.01f, 1, 100, 3];

    public static IEnumerable<Workload<T>> For<T>(Kernel kernel, InputClass<T> input, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (columns == 0 && (kernel.TakesBatch || kernel.Options.EmptyRow == EmptyRowPolicy.Throw))
        {
            yield break; // An error: see the tests of arguments.
        }

        foreach ((int outer, int inner, bool shared) in Layouts(kernel, columns))
        {
            yield return Create(kernel, input, outer, columns, inner, shared);
        }
    }

    /// <param name="kernel">Decides about bias, mask and temperature.</param>
    /// <param name="input">The kind of logits.</param>
    /// <param name="outer">The slowest dimension.</param>
    /// <param name="columns">The length of a row.</param>
    /// <param name="inner">The fastest dimension.</param>
    /// <param name="shared">Whether bias and mask are one row for all.</param>
    public static Workload<T> Create<T>(Kernel kernel, InputClass<T> input, int outer, int columns, int inner, bool shared)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var random = new SplitMix((ulong)columns);
        int extra = shared ? columns : outer * columns * inner;
        var workload = new Workload<T>(outer, columns, inner)
        {
            Bias = kernel.Takes("bias") ? InputClass<T>.Find("±4").Row(extra, seed: 99) : null,
            Mask = kernel.Takes("mask") ? new bool[extra] : null,
            Temperature = kernel.Takes("temperature") ? T.CreateChecked(Temperatures[(columns + input.Name.Length) % Temperatures.Length]) : T.One,
        };
        for (int row = 0; row < workload.Rows; row++)
        {
            workload.SetRow(row, input.Row(columns, (ulong)row));
        }

        if (workload.Mask is { } mask)
        {
            // Now and then everything is kept, or nothing.
            int kept = (columns + input.Name.Length) % 11;
            for (int i = 0; i < mask.Length; i++)
            {
                mask[i] = kept == 0 || (kept != 1 && random.Below(3) > 0);
            }

            SpoilMasked(workload, mask, ref random);
        }

        return workload;
    }

    private static IEnumerable<(int Outer, int Inner, bool Shared)> Layouts(Kernel kernel, int columns)
    {
        // Rows of a constant length go in groups, whatever it is.
        bool many = columns <= 33 || kernel.Options.Length is > 0 and <= 256;
        if (kernel.Takes("inner"))
        {
            yield return (columns <= 129 ? 2 : 1, 3, false);
            if (many)
            {
                yield return (2, 1, true);
                yield return (1, 16, true);
                yield return (2, 33, false);
            }
        }
        else if (kernel.TakesBatch)
        {
            yield return (2, 1, false);
            if (many)
            {
                yield return (1, 1, false);
                yield return (5, 1, true);
                yield return (16, 1, false);
                yield return (37, 1, true);
            }
        }
        else
        {
            yield return (1, 1, false);
        }
    }

    private static void SpoilMasked<T>(Workload<T> workload, bool[] mask, ref SplitMix random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < workload.Rows; row++)
        {
            for (int column = 0; column < workload.Columns; column++)
            {
                int index = workload.Index(row, column);
                if (!mask[mask.Length == workload.Logits.Length ? index : column])
                {
                    workload.Logits[index] = T.CreateTruncating(Garbage[random.Below(Garbage.Length)]);
                }
            }
        }
    }
}
