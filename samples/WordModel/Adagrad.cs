using System.Numerics.Tensors;

namespace WordModel;

/// <summary>Numbers to learn, each with a step of its own: the more it has moved, the shorter (Duchi, Hazan and Singer 2011).</summary>
internal sealed class Adagrad
{
    /// <summary>Keeps the first step finite.</summary>
    private const float Least = 1e-8f;

    private readonly float[] _values;
    private readonly float[] _squares;

    public Adagrad(int count)
    {
        _values = new float[count];
        _squares = new float[count];
        _squares.AsSpan().Fill(Least);
    }

    public Span<float> Values => _values;

    public ReadOnlyMemory<float> Memory => _values;

    /// <summary>Moves the numbers from <paramref name="start"/> on against their gradient, which is overwritten.</summary>
    public void Step(int start, Span<float> gradient, float learningRate)
    {
        Span<float> values = _values.AsSpan(start, gradient.Length);
        Span<float> squares = _squares.AsSpan(start, gradient.Length);
        TensorPrimitives.MultiplyAdd(gradient, gradient, squares, squares);
        Span<float> roots = stackalloc float[gradient.Length];
        TensorPrimitives.Sqrt(squares, roots);
        TensorPrimitives.Divide(gradient, roots, gradient);
        TensorPrimitives.MultiplyAdd(gradient, -learningRate, values, values);
    }
}
