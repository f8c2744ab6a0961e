namespace Digits;

/// <summary>One network, trained by stochastic gradient descent on the cross-entropy.</summary>
internal sealed class Classifier(int hiddenUnits, SplitMix64 random) : IClassifier
{
    private readonly Network _network = new(hiddenUnits, random);

    public string Fingerprint => Digits.Fingerprint.Of(_network.Layers.Select(layer => layer.Weights));

    public float[] Logits(ReadOnlySpan<float> images) => _network.Forward(images).Logits;

    public double Step(DigitData batch, float learningRate)
    {
        (float[] logits, float[] activations) = _network.Forward(batch.Images);
        (double loss, float[] logitGradient) = Readings.Loss(logits, batch.Labels);
        _network.Step(batch.Images, activations, logitGradient, learningRate / batch.Count);
        return loss;
    }
}
