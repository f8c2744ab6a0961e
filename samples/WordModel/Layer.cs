using System.Numerics.Tensors;
using Digits;

namespace WordModel;

/// <summary>A fully connected layer over a batch: outputs = inputs · weights + biases, all matrices row-major.</summary>
/// <remarks>
/// Everything is element by element along the outputs, a product rounded and then a sum, so that the width of the registers and the number of
/// threads show in no bit of the run. The inputs are outputs of a rectifier or not; where one is 0, it costs nothing.
/// </remarks>
internal sealed class Layer
{
    /// <summary>Lanes of a dot product, whatever the machine's are.</summary>
    private const int Lanes = 64;

    private readonly int _inputs;
    private readonly int _outputs;
    private readonly Adagrad _weights;
    private readonly Adagrad _biases;

    public Layer(int inputs, int outputs, SplitMix64 random)
    {
        _inputs = inputs;
        _outputs = outputs;
        _weights = new Adagrad(inputs * outputs);
        _biases = new Adagrad(outputs);

        // Glorot and Bengio 2010: a uniform variance of 2/(inputs + outputs).
        float bound = MathF.Sqrt(6f / (inputs + outputs));
        foreach (ref float weight in _weights.Values)
        {
            weight = random.Uniform(bound);
        }
    }

    public ReadOnlyMemory<float> Weights => _weights.Memory;

    public void Forward(float[] inputs, float[] outputs, int rows) => Parallel.For(0, rows, row =>
    {
        Span<float> sum = outputs.AsSpan(row * _outputs, _outputs);
        _biases.Values.CopyTo(sum);
        for (int i = 0; i < _inputs; i++)
        {
            if (inputs[(row * _inputs) + i] is not 0 and var input)
            {
                TensorPrimitives.MultiplyAdd(WeightsOf(i), input, sum, sum);
            }
        }
    });

    /// <summary>The gradient in the inputs: gradient · weightsᵀ, where an input is not 0.</summary>
    public void Backward(float[] inputs, float[] gradient, float[] inputGradient, int rows) => Parallel.For(0, rows, row =>
    {
        ReadOnlySpan<float> own = gradient.AsSpan(row * _outputs, _outputs);
        for (int i = 0; i < _inputs; i++)
        {
            int index = (row * _inputs) + i;
            inputGradient[index] = inputs[index] == 0 ? 0 : Dot(WeightsOf(i), own);
        }
    });

    /// <summary>One step against the gradient inputsᵀ · gradient.</summary>
    public void Step(float[] inputs, float[] gradient, int rows, float learningRate)
    {
        Parallel.For(0, _inputs, i =>
        {
            float[] sum = new float[_outputs];
            for (int row = 0; row < rows; row++)
            {
                if (inputs[(row * _inputs) + i] is not 0 and var input)
                {
                    TensorPrimitives.MultiplyAdd(gradient.AsSpan(row * _outputs, _outputs), input, sum, sum);
                }
            }

            _weights.Step(i * _outputs, sum, learningRate);
        });

        float[] sums = new float[_outputs];
        for (int row = 0; row < rows; row++)
        {
            TensorPrimitives.Add(sums, gradient.AsSpan(row * _outputs, _outputs), sums);
        }

        _biases.Step(0, sums, learningRate);
    }

    private ReadOnlySpan<float> WeightsOf(int input) => _weights.Values.Slice(input * _outputs, _outputs);

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Span<float> lanes = stackalloc float[Lanes];
        lanes.Clear();
        for (int start = 0; start < left.Length; start += Lanes)
        {
            int count = Math.Min(Lanes, left.Length - start);
            TensorPrimitives.MultiplyAdd(left.Slice(start, count), right.Slice(start, count), lanes[..count], lanes[..count]);
        }

        float sum = 0;
        foreach (float lane in lanes)
        {
            sum += lane;
        }

        return sum;
    }
}
