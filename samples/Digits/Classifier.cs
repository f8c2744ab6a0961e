using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Digits;

/// <summary>Pixels → hidden layer → rectifier → logits → softmax, trained by stochastic gradient descent on the cross-entropy.</summary>
internal sealed class Classifier(int hiddenUnits, SplitMix64 random)
{
    /// <summary>Short enough to compare by eye.</summary>
    private const int FingerprintBytes = 8;

    private readonly DenseLayer _hidden = new(DigitData.Pixels, hiddenUnits, random);
    private readonly DenseLayer _output = new(hiddenUnits, DigitData.Classes, random);

    public float[] Logits(ReadOnlySpan<float> images) => _output.Forward(Activations(images));

    public static float[] Probabilities(ReadOnlySpan<float> logits)
    {
        float[] probabilities = new float[logits.Length];
        DigitKernels.Softmax(logits, probabilities, DigitData.Classes);
        return probabilities;
    }

    /// <summary>The share of rows whose most probable digit is the label.</summary>
    public static double Accuracy(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels)
    {
        int right = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = probabilities.Slice(i * DigitData.Classes, DigitData.Classes);
            right += TensorPrimitives.IndexOfMax(row) == labels[i] ? 1 : 0;
        }

        return (double)right / labels.Length;
    }

    /// <summary>A digest of every weight's bits: two runs that went the same way to the last bit print the same one.</summary>
    public string Fingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(_hidden.Weights));
        hash.AppendData(MemoryMarshal.AsBytes(_output.Weights));
        return Convert.ToHexStringLower(hash.GetCurrentHash().AsSpan(0, FingerprintBytes));
    }

    /// <summary>One step on one mini-batch. Returns the sum of the images' losses before the step.</summary>
    public double Step(DigitData batch, float learningRate)
    {
        float[] activations = Activations(batch.Images);
        float[] logits = _output.Forward(activations);
        float[] logProbabilities = new float[logits.Length];
        DigitKernels.LogSoftmax(logits, logProbabilities, DigitData.Classes);

        // The gradient of the mean cross-entropy in the logits: (probabilities − one-hot label) / rows. The step carries the divisor.
        float[] logitGradient = Probabilities(logits);
        double loss = 0;
        for (int i = 0; i < batch.Count; i++)
        {
            int label = (i * DigitData.Classes) + batch.Labels[i];
            loss -= logProbabilities[label];
            logitGradient[label] -= 1;
        }

        float[] activationGradient = _output.Backward(logitGradient);
        for (int i = 0; i < activations.Length; i++)
        {
            activationGradient[i] = activations[i] > 0 ? activationGradient[i] : 0;
        }

        _output.Step(activations, logitGradient, learningRate / batch.Count);
        _hidden.Step(batch.Images, activationGradient, learningRate / batch.Count);
        return loss;
    }

    private float[] Activations(ReadOnlySpan<float> images)
    {
        float[] activations = _hidden.Forward(images);
        for (int i = 0; i < activations.Length; i++)
        {
            activations[i] = MathF.Max(activations[i], 0);
        }

        return activations;
    }
}
