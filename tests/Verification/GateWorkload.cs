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
        var random = new SplitMix((ulong)logits.Length);
        Noise = [.. logits.Select(_ => T.CreateChecked(2 * random.Symmetric()))];
        NoiseLogits = [.. logits.Select(_ => T.CreateChecked(3 * random.Symmetric()))];
    }

    public T[] Logits { get; }

    public T[] SelectionBias { get; }

    public T[] Noise { get; }

    public T[] NoiseLogits { get; }

    public T Temperature { get; } = T.CreateTruncating(1.7);

    /// <summary>Which rows a gate is given; null for all.</summary>
    public bool[]? Active { get; init; }

    /// <summary>How many rows an expert serves.</summary>
    public int Capacity { get; init; } = int.MaxValue;

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

    /// <summary>The same with other logits.</summary>
    public GateWorkload<T> With(T[] logits) => new(logits, SelectionBias) { Active = Active, Capacity = Capacity };

    /// <summary>The same with rows taken out.</summary>
    public GateWorkload<T> WithActive(Func<int, bool> active) => new(Logits, SelectionBias) { Active = [.. Enumerable.Range(0, Rows).Select(active)], Capacity = Capacity };

    /// <summary>The same with so many rows for each expert.</summary>
    public GateWorkload<T> WithCapacity(int capacity) => new(Logits, SelectionBias) { Active = Active, Capacity = capacity };

    /// <summary>Calls a gate with memory from <paramref name="buffers"/>.</summary>
    public GateResults<T> Run(GateKernel kernel, GateCall<T> call, IBuffers buffers)
    {
        int entries = Rows * kernel.Options.K;
        var arguments = new GateArguments<T>
        {
            Logits = buffers.Copy<T>(Logits),
            SelectionBias = buffers.Copy<T>(SelectionBias),
            Noise = buffers.Copy<T>(Noise),
            NoiseLogits = buffers.Copy<T>(NoiseLogits),
            MaxDegreeOfParallelism = -1,
            Selected = buffers.Copy<int>([.. Enumerable.Repeat(-77, entries)]),
            Weights = buffers.Copy<T>([.. Enumerable.Repeat(T.CreateChecked(-77), entries)]),
            Temperature = Temperature,
            Experts = Experts,
            ExpertStop = Experts,
        };
        arguments.Active = kernel.Takes("active") ? buffers.Copy<bool>(Active ?? [.. Enumerable.Repeat(true, Rows)]) : default;
        arguments.Load = FilledInts("load", Experts);
        arguments.Slots = FilledInts("slots", entries);
        arguments.Offsets = FilledInts("offsets", Experts + 1);
        arguments.Importance = Filled("importance", Experts);
        arguments.LogSumExp = Filled("logSumExp", Rows);
        arguments.ZLoss = Filled("zLoss", 1);
        arguments.Capacity = Capacity;
        arguments.DenseWeights = Filled("denseWeights", Logits.Length);
        arguments.PreparedLogits = Filled("preparedLogits", Logits.Length);
        call(ref arguments);
        return new GateResults<T>(arguments.Selected.ToArray(), arguments.Weights.ToArray())
        {
            PreparedLogits = arguments.PreparedLogits.ToArray(),
            Numbers = [.. arguments.Importance, .. arguments.LogSumExp, .. arguments.ZLoss, .. arguments.DenseWeights],
            Importance = arguments.Importance.ToArray(),
            LogSumExp = arguments.LogSumExp.ToArray(),
            ZLoss = arguments.ZLoss.Length > 0 ? arguments.ZLoss[0] : default,
            Load = arguments.Load.ToArray(),
            Slots = arguments.Slots.ToArray(),
            Offsets = arguments.Offsets.ToArray(),
        };

        Span<int> FilledInts(string parameter, int length) => kernel.Takes(parameter) ? buffers.Copy<int>(Enumerable.Repeat(-77, length).ToArray()) : default;

        Span<T> Filled(string parameter, int length) => kernel.Takes(parameter) ? buffers.Copy<T>(Enumerable.Repeat(T.CreateChecked(-77), length).ToArray()) : default;
    }

    public override string ToString() => $"{Rows} × {Experts}";
}

/// <summary>What a gate wrote.</summary>
public sealed record GateResults<T>(int[] Selected, T[] Weights)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What the logits were made before the selection; empty where a gate does not tell.</summary>
    public T[] PreparedLogits { get; init; } = [];

    /// <summary>All other numbers that a gate gives.</summary>
    public T[] Numbers { get; init; } = [];

    public T[] Importance { get; init; } = [];

    public T[] LogSumExp { get; init; } = [];

    public T ZLoss { get; init; }

    public int[] Load { get; init; } = [];

    public int[] Slots { get; init; } = [];

    public int[] Offsets { get; init; } = [];

    /// <summary>Where two calls differ in a bit, or null.</summary>
    public string? Difference(GateResults<T> other) =>
        !Selected.AsSpan().SequenceEqual(other.Selected) ? $"selected differs at {Selected.AsSpan().CommonPrefixLength(other.Selected)}"
        : Bits.FirstDifference<T>(Weights, other.Weights) is var at and >= 0 ? $"weights differ at {at}"
        : Bits.FirstDifference<T>(PreparedLogits, other.PreparedLogits) is var prepared and >= 0 ? $"preparedLogits differ at {prepared}"
        : Bits.FirstDifference<T>(Numbers, other.Numbers) is var number and >= 0 ? $"other numbers differ at {number}"
        : !Load.AsSpan().SequenceEqual(other.Load) || !Slots.AsSpan().SequenceEqual(other.Slots) || !Offsets.AsSpan().SequenceEqual(other.Offsets) ? "load, slots or offsets differ"
        : null;
}
