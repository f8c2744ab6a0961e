using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using FusedKernels;

namespace Migrating;

/// <summary>An inference loop as the fixes leave it.</summary>
internal static partial class After
{
    /// <summary>One row of probabilities for the classifier's logits.</summary>
    public static float[] Probabilities(float[] logits)
    {
        float[] probabilities = new float[logits.Length];
        Softmax(logits, probabilities);
        return probabilities;
    }

    /// <summary>The loss of one example.</summary>
    public static float Loss(float[] logits, int label)
    {
        return LogSumExp(logits) - logits[label];
    }

    /// <summary>The next token, drawn by temperature.</summary>
    public static int NextToken(float[] logits, float temperature, double uniform)
    {
        // Scores become weights.
        float[] weights = new float[logits.Length];

        // Weights become probabilities.
        Softmax(logits, weights, temperature);

        double cumulative = 0;
        for (int token = 0; token < weights.Length; token++)
        {
            cumulative += weights[token];
            if (uniform < cumulative)
            {
                return token;
            }
        }

        return weights.Length - 1;
    }

    /// <summary>What an ensemble's members know together.</summary>
    public static double Evidence(List<double> logLikelihoods)
    {
        return LogSumExp(CollectionsMarshal.AsSpan(logLikelihoods));
    }

    /// <summary>Attention weights, row by row.</summary>
    public static double[,] Attention(double[,] scores)
    {
        double[,] weights = new double[scores.GetLength(0), scores.GetLength(1)];
        for (int row = 0; row < scores.GetLength(0); row++)
        {
            double sum = 0;
            double max = double.MinValue;
            for (int column = 0; column < scores.GetLength(1); column++)
            {
                max = Math.Max(max, scores[row, column]);
            }

            for (int column = 0; column < scores.GetLength(1); column++)
            {
                weights[row, column] = Math.Exp(scores[row, column] - max);
                sum += weights[row, column];
            }

            for (int column = 0; column < scores.GetLength(1); column++)
            {
                weights[row, column] /= sum;
            }
        }

        return weights;
    }

    /// <summary>The step size of a state-space layer, always positive.</summary>
    public static double StepSize(double x) => StableMath.Softplus(x);

    /// <summary>How much a gate lets through.</summary>
    public static double Gate(double x)
    {
        return StableMath.Sigmoid(x);
    }

    [FusedLogSumExp]
    private static partial float LogSumExp(ReadOnlySpan<float> logits);

    [FusedSoftmax]
    private static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities);

    [FusedSoftmax]
    private static partial void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities, float temperature);

    [FusedLogSumExp]
    private static partial double LogSumExp(ReadOnlySpan<double> logits);
}
