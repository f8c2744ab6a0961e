namespace FusedKernels.Benchmarks.Workloads;

/// <summary>One case: a kernel family on a shape, in buffers that hold at least that many elements.</summary>
internal sealed class Workload
{
    private readonly AlignedMemory _logits;
    private readonly AlignedMemory _output;
    private readonly AlignedMemory _scratch;

    public Workload(KernelFamily family, Shape shape, Buffers buffers)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.Elements, buffers.Elements, nameof(shape));
        Family = family;
        Shape = shape;
        Elements = shape.Elements;
        OutputElements = family == KernelFamily.LogSumExp ? shape.Rows : family == KernelFamily.Gate ? shape.Rows * shape.Selected : shape.Elements;
        Columns = shape.Columns;
        Targets = [.. Enumerable.Range(0, shape.Rows).Select(row => row * 7919 % shape.Columns)];
        Selected = new int[shape.Rows * shape.Selected];
        SelectionBias = [.. Enumerable.Range(0, shape.Columns).Select(column => ((column * 37 % 64) - 32) / 256f)];
        _logits = buffers.Logits;
        _output = buffers.Output;
        _scratch = buffers.Scratch;
    }

    public KernelFamily Family { get; }

    public Shape Shape { get; }

    public int Elements { get; }

    public int OutputElements { get; }

    public int Columns { get; }

    /// <summary>The right class of each row, for a loss.</summary>
    public int[] Targets { get; }

    /// <summary>The columns that a gate selects of each row.</summary>
    public int[] Selected { get; }

    /// <summary>What a gate's columns are preferred by.</summary>
    public float[] SelectionBias { get; }

    /// <summary>The logits, or what a contender has left of them where results take their place.</summary>
    public ReadOnlySpan<float> Logits => (Shape.InPlace ? _output : _logits).First(Elements);

    /// <summary>As long as the logits, or one element for each row where the family reduces, or for each selected column.</summary>
    public Span<float> Output => _output.First(OutputElements);

    /// <summary>As long as the logits, for contenders that need a temporary.</summary>
    public Span<float> Scratch => _scratch.First(Elements);

    /// <summary>Takes away what the contender before has left: its results must not pass as another's, nor as logits.</summary>
    public void Reset()
    {
        if (Shape.InPlace)
        {
            RestoreLogits();
        }
        else
        {
            Output.Fill(float.NaN);
        }
    }

    /// <summary>Puts the logits back where results have taken their place.</summary>
    public void RestoreLogits() => _logits.First(Elements).CopyTo(Output);
}
