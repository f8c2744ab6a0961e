using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>
/// loss = −(1 − ε) w[y] log p[y] − ε/C Σ w[c] log p[c] + ζ lse², with p = softmax(logits), y the target, C the number of columns
/// (PyTorch's cross_entropy; the second form of ε is Megatron's, ζ PaLM's).
/// </summary>
internal static class CrossEntropyOperator
{
    public static RowProgram Define(KernelSpec spec)
    {
        KernelOptions options = spec.Options;
        Row logits = Logits.Define(spec);
        Scalar max = Max(logits);
        Row weights = Exp(logits - max);
        Row probabilities = weights / Sum(weights);
        Scalar logSumExp = max + Log(Sum(weights));
        Scalar surprise = logSumExp - At(logits);

        Row? classWeights = spec.Has(Role.ClassWeights) ? Input(Role.ClassWeights) : null;
        Scalar weight = classWeights is null ? 1 : At(classWeights);
        Scalar loss = surprise * weight;
        Row gradient = (probabilities - OneHot) * weight;
        if (options.LabelSmoothing > 0)
        {
            Scalar smoothing = options.SmoothingVariant == SmoothingVariant.Uniform ? options.LabelSmoothing : Columns * options.LabelSmoothing / (Columns - 1);
            Scalar share = smoothing / Columns;
            Scalar total = classWeights is null ? Columns : Sum(classWeights);

            // Σ w[c] (lse − logits[c]), from the target's logit on: what is subtracted is exact where it counts.
            Row distances = logits - At(logits);
            Scalar others = (total * surprise) - Sum(classWeights is null ? distances : distances * classWeights);
            loss = ((1 - smoothing) * loss) + (share * others);
            gradient = (gradient * (1 - smoothing)) + (probabilities * (share * total));
            gradient = classWeights is null ? gradient - share : gradient - (classWeights * share);
        }

        bool mean = options.Reduction == Reduction.Mean;
        gradient = mean ? gradient / Divisor : gradient;
        Scalar? penalty = null;
        if (options.ZLoss > 0)
        {
            penalty = logSumExp * logSumExp * options.ZLoss;
            Scalar slope = 2 * options.ZLoss * logSumExp;
            gradient += probabilities * (mean ? slope / Rows : slope);
        }

        return new RowProgram(probabilities, double.NaN) { Loss = new LossOutputs(loss, penalty, logSumExp, gradient * Upstream(spec)) };
    }

    /// <summary>The derivative of what the caller makes of the loss, and of logits / T.</summary>
    private static Scalar Upstream(KernelSpec spec)
    {
        Scalar upstream = 1;
        if (spec.Has(Role.RowWeights))
        {
            upstream *= RowArgument(Role.RowWeights);
        }

        if (spec.Has(Role.GradientScale))
        {
            upstream *= Argument(Role.GradientScale);
        }

        return spec.Has(Role.Temperature) ? upstream / Argument(Role.Temperature)
            : spec.Options.Temperature != 1 ? upstream / spec.Options.Temperature
            : upstream;
    }
}
