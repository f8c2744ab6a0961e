using System.Numerics.Tensors;

namespace Digits;

/// <summary>What logits say about images: probabilities, accuracy, and the loss that is learned from.</summary>
internal static class Readings
{
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

    /// <summary>The sum of the images' cross-entropies, and its gradient in the logits: probabilities − one-hot label.</summary>
    public static (double Loss, float[] LogitGradient) Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        float[] logProbabilities = new float[logits.Length];
        DigitKernels.LogSoftmax(logits, logProbabilities, DigitData.Classes);
        float[] gradient = Probabilities(logits);
        double loss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            int label = (i * DigitData.Classes) + labels[i];
            loss -= logProbabilities[label];
            gradient[label] -= 1;
        }

        return (loss, gradient);
    }
}
