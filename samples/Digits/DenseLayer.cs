namespace Digits;

/// <summary>A fully connected layer over a batch: outputs = inputs · weightsᵀ + biases, all matrices row-major.</summary>
/// <remarks>Plain scalar loops, so that the order of every sum, and with it every bit of the run, is the same on every CPU.</remarks>
internal sealed class DenseLayer
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly float[] _weights;
    private readonly float[] _biases;

    public DenseLayer(int inputs, int outputs, SplitMix64 random)
    {
        _inputs = inputs;
        _outputs = outputs;
        _weights = new float[outputs * inputs];
        _biases = new float[outputs];

        // He et al. 2015 (arXiv 1502.01852): variance 2/inputs keeps the scale through a rectifier; a uniform one has bound²/3.
        float bound = MathF.Sqrt(6f / inputs);
        for (int i = 0; i < _weights.Length; i++)
        {
            _weights[i] = random.Uniform(bound);
        }
    }

    public ReadOnlyMemory<float> Weights => _weights;

    public float[] Forward(ReadOnlySpan<float> inputs)
    {
        float[] outputs = new float[inputs.Length / _inputs * _outputs];
        for (int index = 0; index < outputs.Length; index++)
        {
            (int row, int output) = Math.DivRem(index, _outputs);
            ReadOnlySpan<float> x = inputs.Slice(row * _inputs, _inputs);
            ReadOnlySpan<float> weights = _weights.AsSpan(output * _inputs, _inputs);
            float sum = _biases[output];
            for (int i = 0; i < x.Length; i++)
            {
                sum += weights[i] * x[i];
            }

            outputs[index] = sum;
        }

        return outputs;
    }

    /// <summary>The gradient in the inputs: outputGradient · weights.</summary>
    public float[] Backward(ReadOnlySpan<float> outputGradient)
    {
        float[] inputGradient = new float[outputGradient.Length / _outputs * _inputs];
        for (int index = 0; index < outputGradient.Length; index++)
        {
            (int row, int output) = Math.DivRem(index, _outputs);
            AddScaled(outputGradient[index], _weights.AsSpan(output * _inputs, _inputs), inputGradient.AsSpan(row * _inputs, _inputs));
        }

        return inputGradient;
    }

    /// <summary>One step of gradient descent: weights −= learningRate · outputGradientᵀ · inputs.</summary>
    public void Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradient, float learningRate)
    {
        for (int index = 0; index < outputGradient.Length; index++)
        {
            (int row, int output) = Math.DivRem(index, _outputs);
            float step = -learningRate * outputGradient[index];
            AddScaled(step, inputs.Slice(row * _inputs, _inputs), _weights.AsSpan(output * _inputs, _inputs));
            _biases[output] += step;
        }
    }

    private static void AddScaled(float scale, ReadOnlySpan<float> source, Span<float> destination)
    {
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] += scale * source[i];
        }
    }
}
