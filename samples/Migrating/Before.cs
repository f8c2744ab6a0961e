#pragma warning disable FK1001, FK1002, FK1003, FK1004, FK1005, FK1007 // What this file is here to show.
using System.Numerics.Tensors;

namespace Migrating;

/// <summary>An inference loop as it is written by hand.</summary>
internal static class Before
{
    /// <summary>One row of probabilities for the classifier's logits.</summary>
    public static float[] Probabilities(float[] logits)
    {
        var exps = logits.Select(x => MathF.Exp(x)).ToArray();
        var sum = exps.Sum();
        return exps.Select(e => e / sum).ToArray();
    }

    /// <summary>The loss of one example.</summary>
    public static float Loss(float[] logits, int label)
    {
        var probabilities = new float[logits.Length];
        TensorPrimitives.SoftMax(logits, probabilities);
        return -MathF.Log(probabilities[label]);
    }

    /// <summary>The next token, drawn by temperature.</summary>
    public static int NextToken(float[] logits, float temperature, double uniform)
    {
        // Scores become weights.
        float total = 0f;
        float[] weights = new float[logits.Length];
        for (int i = 0; i < logits.Length; i++)
        {
            weights[i] = MathF.Exp(logits[i] / temperature);
            total += weights[i];
        }

        // Weights become probabilities.
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] /= total;
        }

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
        double sum = 0;
        foreach (double logLikelihood in logLikelihoods)
        {
            sum += Math.Exp(logLikelihood);
        }

        return Math.Log(sum);
    }

    /// <summary>Attention weights, row by row.</summary>
    public static double[,] Attention(double[,] scores)
    {
        double[,] weights = new double[scores.GetLength(0), scores.GetLength(1)];
        for (int row = 0; row < scores.GetLength(0); row++)
        {
            double sum = 0;
            for (int column = 0; column < scores.GetLength(1); column++)
            {
                weights[row, column] = Math.Exp(scores[row, column]);
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
    public static double StepSize(double x) => Math.Log(1 + Math.Exp(x));

    /// <summary>How much a gate lets through.</summary>
    public static double Gate(double x)
    {
        double e = Math.Exp(x);
        return e / (1 + e);
    }
}
