using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>
/// loss = −(1 − ε) w[y] log p[y] − ε/C Σ w[c] log p[c] of log-probabilities that exist already, y the target, C the number of columns (PyTorch's
/// nll_loss with cross_entropy's smoothing); with target probabilities t, the first term is −(1 − ε) Σ w[c] t[c] log p[c].
/// </summary>
internal static class NegativeLogLikelihoodOperator
{
    public static RowProgram Define(KernelSpec spec)
    {
        KernelOptions options = spec.Options;
        Row logProbabilities = Input(Role.LogProbabilities);
        Row? classWeights = spec.Has(Role.ClassWeights) ? Input(Role.ClassWeights) : null;
        OtherClasses? others = OtherClasses.Of(spec);
        Scalar loss;
        Row gradient;
        if (others is not null)
        {
            loss = 0 - (options.Share() * others.Of(logProbabilities, "sum"));
            gradient = others.Row * options.Share();
        }
        else if (spec.Has(Role.Targets))
        {
            Scalar weight = classWeights is null ? 1 : At(classWeights);
            Scalar surprise = 0 - At(logProbabilities);
            loss = classWeights is null ? surprise : Weigh(weight, surprise);
            gradient = OneHot * weight;
        }
        else
        {
            Row targets = Input(Role.TargetProbabilities);
            targets = classWeights is null ? targets : targets * classWeights;
            loss = 0 - Sum(Weigh(targets, logProbabilities), "likelihood");
            gradient = targets * 1;
        }

        if (options.LabelSmoothing > 0 && others is null)
        {
            Scalar share = options.Share();
            loss = options.Smoothed(loss, 0 - (share * Sum(classWeights is null ? logProbabilities : Weigh(classWeights, logProbabilities), "sum")));
            gradient *= 1 - options.Smoothing();
            gradient = classWeights is null ? gradient + share : gradient + (classWeights * share);
        }

        gradient = options.Reduction == Reduction.Mean ? gradient / Divisor : gradient;
        return new RowProgram(logProbabilities, double.NaN) { Loss = new LossOutputs(loss, null, gradient * (0 - LossUpstream.Define(spec)), []) };
    }
}
