namespace Digits;

/// <summary>Pixels → hidden layer → rectifier → logits: a classifier of its own, or one expert of many.</summary>
internal sealed class Network(int hiddenUnits, SplitMix64 random)
{
    private readonly DenseLayer _hidden = new(DigitData.Pixels, hiddenUnits, random);
    private readonly DenseLayer _output = new(hiddenUnits, DigitData.Classes, random);

    public IEnumerable<DenseLayer> Layers => [_hidden, _output];

    /// <summary>The logits, and the hidden activations that <see cref="Step"/> needs.</summary>
    public (float[] Logits, float[] Activations) Forward(ReadOnlySpan<float> images)
    {
        float[] activations = _hidden.Forward(images);
        for (int i = 0; i < activations.Length; i++)
        {
            activations[i] = MathF.Max(activations[i], 0);
        }

        return (_output.Forward(activations), activations);
    }

    /// <summary>One step of gradient descent.</summary>
    public void Step(ReadOnlySpan<float> images, float[] activations, ReadOnlySpan<float> logitGradient, float learningRate)
    {
        float[] activationGradient = _output.Backward(logitGradient);
        for (int i = 0; i < activations.Length; i++)
        {
            activationGradient[i] = activations[i] > 0 ? activationGradient[i] : 0;
        }

        _output.Step(activations, logitGradient, learningRate);
        _hidden.Step(images, activationGradient, learningRate);
    }
}
