using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>Rows and biases for a gate.</summary>
public sealed class GateWorkload<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private GateWorkload(T[] logits, T[] selectionBias)
    {
        Logits = logits;
        SelectionBias = selectionBias;
    }

    public T[] Logits { get; }

    public T[] SelectionBias { get; }

    public T Temperature { get; } = T.CreateTruncating(1.7);

    public int Experts => SelectionBias.Length;

    public int Rows => Logits.Length / Experts;

    public static GateWorkload<T> Create(InputClass<T> input, int rows, int experts)
    {
        var random = new SplitMix(SplitMix.Seed(input.Name) + (ulong)experts);
        var bias = new T[experts];
        foreach (ref T value in bias.AsSpan())
        {
            // Few values, mostly negative: ties, and groups whose scores are below 0.
            value = T.CreateChecked((random.Below(7) - 5) * 0.125);
        }

        return new GateWorkload<T>([.. Enumerable.Range(0, rows).SelectMany(row => input.Row(experts, (ulong)row))], bias);
    }

    public static GateWorkload<T> Of(T[] logits, T[] selectionBias) => new(logits, selectionBias);

    /// <summary>Calls a gate with memory from <paramref name="buffers"/>.</summary>
    public GateResults<T> Run(GateKernel kernel, GateCall<T> call, IBuffers buffers)
    {
        int entries = Rows * kernel.Options.K;
        var arguments = new GateArguments<T>
        {
            Logits = buffers.Copy<T>(Logits),
            SelectionBias = buffers.Copy<T>(SelectionBias),
            Selected = buffers.Copy<int>([.. Enumerable.Repeat(-77, entries)]),
            Weights = buffers.Copy<T>([.. Enumerable.Repeat(T.CreateChecked(-77), entries)]),
            Temperature = Temperature,
            Experts = Experts,
            ExpertStop = Experts,
        };
        if (kernel.Takes("active"))
        {
            arguments.Active = buffers.Copy<bool>(Enumerable.Repeat(true, Rows).ToArray());
            arguments.Load = buffers.Copy<int>(Enumerable.Repeat(-77, Experts).ToArray());
            arguments.DenseWeights = buffers.Copy<T>(Enumerable.Repeat(T.CreateChecked(-77), Logits.Length).ToArray());
        }

        call(ref arguments);
        return new GateResults<T>(arguments.Selected.ToArray(), arguments.Weights.ToArray());
    }

    public override string ToString() => $"{Rows} × {Experts}";
}

/// <summary>What a gate wrote.</summary>
public sealed record GateResults<T>(int[] Selected, T[] Weights)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where two calls differ in a bit, or null.</summary>
    public string? Difference(GateResults<T> other) =>
        !Selected.AsSpan().SequenceEqual(other.Selected) ? $"selected differs at {Selected.AsSpan().CommonPrefixLength(other.Selected)}"
        : Bits.FirstDifference<T>(Weights, other.Weights) is var at and >= 0 ? $"weights differ at {at}"
        : null;
}
