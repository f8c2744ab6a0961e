namespace FusedKernels.Benchmarks.Contenders;

/// <summary>The loops that one writes by hand, with the maximum subtracted.</summary>
internal static class PlainLoop
{
    public readonly struct Softmax : IRowContender
    {
        public static void Run(ReadOnlySpan<float> logits, Span<float> output, Span<float> scratch)
        {
            float max = Max(logits);
            float sum = 0;
            for (int i = 0; i < logits.Length; i++)
            {
                output[i] = MathF.Exp(logits[i] - max);
                sum += output[i];
            }

            for (int i = 0; i < output.Length; i++)
            {
                output[i] /= sum;
            }
        }
    }

    public readonly struct LogSoftmax : IRowContender
    {
        public static void Run(ReadOnlySpan<float> logits, Span<float> output, Span<float> scratch)
        {
            float max = Max(logits);
            float logSum = MathF.Log(SumOfExp(logits, max));
            for (int i = 0; i < logits.Length; i++)
            {
                output[i] = logits[i] - max - logSum;
            }
        }
    }

    public readonly struct LogSumExp : IRowContender
    {
        public static void Run(ReadOnlySpan<float> logits, Span<float> output, Span<float> scratch)
        {
            float max = Max(logits);
            output[0] = max + MathF.Log(SumOfExp(logits, max));
        }
    }

    private static float Max(ReadOnlySpan<float> logits)
    {
        float max = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            max = MathF.Max(max, logit);
        }

        return max;
    }

    private static float SumOfExp(ReadOnlySpan<float> logits, float max)
    {
        float sum = 0;
        foreach (float logit in logits)
        {
            sum += MathF.Exp(logit - max);
        }

        return sum;
    }
}
