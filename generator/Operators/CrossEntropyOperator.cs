using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>
/// loss = −(1 − ε) w[y] log p[y] − ε/C Σ w[c] log p[c] + ζ lse², with p = softmax(logits), y the target, C the number of columns
/// (PyTorch's cross_entropy; the second form of ε is Megatron's, ζ PaLM's). With target probabilities t instead of y, the first term is
/// −(1 − ε) Σ w[c] t[c] log p[c]. A cap makes the logits cap · tanh(logits / cap) first (Gemma's; Liger has it in its loss).
/// </summary>
internal static class CrossEntropyOperator
{
    public static RowProgram Define(KernelSpec spec)
    {
        KernelOptions options = spec.Options;
        Row uncapped = Logits.Define(spec);
        bool capped = options.SoftCap > 0;
        Row logits = capped ? Tanh(uncapped / options.SoftCap) * options.SoftCap : uncapped;
        Scalar max = Max(logits);
        Row weights = Exp(logits - max);
        Row probabilities = weights / Sum(weights);
        Scalar logSumExp = max + Log(Sum(weights));
        Row? classWeights = spec.Has(Role.ClassWeights) ? Input(Role.ClassWeights) : null;

        // lse − logits[c] as lse − origin less a distance: what is subtracted from is exact where it counts.
        OtherClasses? others = OtherClasses.Of(spec);
        Scalar origin = spec.Has(Role.Targets) && others is null ? At(logits) : max;
        Scalar surprise = logSumExp - origin;
        Row distances = logits - origin;
        Scalar loss;
        Row gradient;
        if (others is not null)
        {
            Scalar share = options.Share();
            loss = share * ((others.Mass * surprise) - others.Of(distances, "distances"));
            gradient = ((probabilities * others.Mass) - others.Row) * share;
        }
        else if (spec.Has(Role.Targets))
        {
            Scalar weight = classWeights is null ? 1 : At(classWeights);
            loss = classWeights is null ? surprise : Weigh(weight, surprise);
            gradient = (probabilities - OneHot) * weight;
        }
        else
        {
            Row targets = Input(Role.TargetProbabilities);
            targets = classWeights is null ? targets : targets * classWeights;
            Scalar mass = Sum(targets, "mass");
            loss = (mass * surprise) - Sum(Weigh(targets, distances), "targetDistances");
            gradient = (probabilities * mass) - targets;
        }

        if (options.LabelSmoothing > 0 && others is null)
        {
            Scalar share = options.Share();
            Scalar total = classWeights is null ? Columns : Sum(classWeights);

            // A target that weighs nothing may lie far below all that does: distances from it would cancel.
            Scalar from = classWeights is null ? origin : max;
            distances = logits - from;
            Scalar all = (total * (logSumExp - from)) - Sum(classWeights is null ? distances : Weigh(classWeights, distances), "distances");
            loss = options.Smoothed(loss, share * all);
            gradient = (gradient * (1 - options.Smoothing())) + (probabilities * (share * total));
            gradient = classWeights is null ? gradient - share : gradient - (classWeights * share);
        }

        bool mean = options.Reduction == Reduction.Mean;
        gradient = mean ? gradient / Divisor : gradient;
        Scalar? penalty = null;
        if (options.ZLoss > 0)
        {
            penalty = logSumExp * logSumExp * options.ZLoss;

            // Of +∞ there is no slope: 0 · ∞ makes it NaN for the whole row, not for some of its columns.
            Scalar slope = (2 * options.ZLoss * logSumExp) + (logSumExp * 0);
            gradient += probabilities * (mean ? slope / Rows : slope);
        }

        // H = −Σ p log p; every term of the sum has the same sign.
        Scalar entropy = (logSumExp - max) - (Sum(Weigh(weights, logits - max), "meanDistance") / Sum(weights));
        RowResult[] results = [new(Role.LogSumExp, logSumExp), new(Role.Entropy, entropy), new(Role.Predictions, IndexOfMax(uncapped))];
        gradient *= Upstream(spec);
        gradient = capped ? gradient * TanhDerivative(uncapped / options.SoftCap) : gradient;
        return new RowProgram(probabilities, double.NaN) { Loss = new LossOutputs(loss, penalty, gradient, [.. results.Where(result => spec.Has(result.Role))]) };
    }

    /// <summary>The derivative of what the caller makes of the loss, and of logits / T.</summary>
    private static Scalar Upstream(KernelSpec spec)
    {
        Scalar upstream = LossUpstream.Define(spec);
        return spec.Has(Role.Temperature) ? upstream / Argument(Role.Temperature)
            : spec.Options.Temperature != 1 ? upstream / spec.Options.Temperature
            : upstream;
    }
}
