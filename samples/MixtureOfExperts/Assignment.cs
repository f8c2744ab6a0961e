using Digits;

namespace MixtureOfExperts;

/// <summary>What one expert did for the images that were sent to it.</summary>
/// <param name="Entries">The entries of the routes that chose it.</param>
/// <param name="Weights">The weights of all entries.</param>
/// <param name="Images">Its images.</param>
/// <param name="Activations">Its hidden activations.</param>
/// <param name="Logits">Its logits.</param>
internal sealed record Assignment(int[] Entries, float[] Weights, float[] Images, float[] Activations, float[] Logits)
{
    /// <summary>Adds its weighted logits to those of the batch.</summary>
    public void AddTo(Span<float> logits)
    {
        for (int i = 0; i < Entries.Length; i++)
        {
            for (int digit = 0; digit < DigitData.Classes; digit++)
            {
                logits[RowOf(i) + digit] += Weights[Entries[i]] * Logits[(i * DigitData.Classes) + digit];
            }
        }
    }

    /// <summary>The gradient in its own logits; that in its weights goes to <paramref name="weightsGradient"/>.</summary>
    public float[] Gradient(ReadOnlySpan<float> logitGradient, Span<float> weightsGradient)
    {
        float[] gradient = new float[Logits.Length];
        for (int i = 0; i < Entries.Length; i++)
        {
            for (int digit = 0; digit < DigitData.Classes; digit++)
            {
                int own = (i * DigitData.Classes) + digit;
                float upstream = logitGradient[RowOf(i) + digit];
                weightsGradient[Entries[i]] += upstream * Logits[own];
                gradient[own] = upstream * Weights[Entries[i]];
            }
        }

        return gradient;
    }

    private int RowOf(int i) => Entries[i] / RouterKernels.Chosen * DigitData.Classes;
}
