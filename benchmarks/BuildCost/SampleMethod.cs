namespace FusedKernels.Benchmarks.BuildCost;

/// <summary>A method that a kernel could be, in which <c>$type</c> and <c>$name</c> are still open.</summary>
/// <param name="Attribute">What asks for the kernel.</param>
/// <param name="Signature">Return type, name and parameters.</param>
/// <param name="Body">The same work as people write it themselves.</param>
internal sealed record SampleMethod(string Attribute, string Signature, string Body)
{
    public static readonly SampleMethod[] All =
    [
        new(
            "FusedSoftmax",
            "void $name(ReadOnlySpan<$type> logits, Span<$type> probabilities)",
            """
            $type max = $type.NegativeInfinity;
            foreach ($type logit in logits)
            {
                max = $type.Max(max, logit);
            }

            $type sum = 0;
            for (int i = 0; i < logits.Length; i++)
            {
                probabilities[i] = $type.Exp(logits[i] - max);
                sum += probabilities[i];
            }

            for (int i = 0; i < probabilities.Length; i++)
            {
                probabilities[i] /= sum;
            }
            """),
        new(
            "FusedLogSoftmax",
            "void $name(ReadOnlySpan<$type> logits, Span<$type> logProbabilities)",
            """
            $type max = $type.NegativeInfinity;
            foreach ($type logit in logits)
            {
                max = $type.Max(max, logit);
            }

            $type sum = 0;
            foreach ($type logit in logits)
            {
                sum += $type.Exp(logit - max);
            }

            $type logSum = $type.Log(sum);
            for (int i = 0; i < logits.Length; i++)
            {
                logProbabilities[i] = logits[i] - max - logSum;
            }
            """),
        new(
            "FusedLogSumExp",
            "void $name(ReadOnlySpan<$type> logits, Span<$type> results, int columns)",
            """
            for (int row = 0; row < results.Length; row++)
            {
                ReadOnlySpan<$type> rowLogits = logits.Slice(row * columns, columns);
                $type max = $type.NegativeInfinity;
                foreach ($type logit in rowLogits)
                {
                    max = $type.Max(max, logit);
                }

                $type sum = 0;
                foreach ($type logit in rowLogits)
                {
                    sum += $type.Exp(logit - max);
                }

                results[row] = max + $type.Log(sum);
            }
            """),
    ];
}
