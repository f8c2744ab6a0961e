using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>
/// The derivative of a gate's weights w = γ s / Σ s, or γ s, with respect to the selected logits: ∂L/∂x = w (g − Σ g w / γ) (log s)'(x), or w g (log s)'(x).
/// (log s)' is 1 for exponentials, σ(−x) for sigmoids and σ(x) / (2 softplus(x)) for √softplus. Weights γ p that are shares p of all experts have w g for the selected, and
/// −p Σ g w for all.
/// </summary>
internal static class SparseTopKGateGradientOperator
{
    public static RowProgram Define(KernelSpec spec)
    {
        GateOptions gate = spec.Options.Gate;
        Row weights = Input(Role.Weights);
        Row upstream = Input(Role.WeightsGradient);
        Row chosen = Gather(Logits.Define(spec), Input(Role.Selected));
        bool shares = gate is { Score: GateScore.Softmax, NormalizeThenSelect: true, Renormalize: false };
        Scalar? mean = shares ? null
            : gate.Score == GateScore.Softmax ? Sum(upstream * weights) / Sum(weights)
            : gate.Renormalize ? (gate.Scale == 1 ? Sum(upstream * weights) : Sum(upstream * weights) / gate.Scale)
            : null;
        Row gradient = weights * (mean is null ? upstream : upstream - mean);
        gradient = gate.Score switch
        {
            GateScore.Softmax => gradient,
            GateScore.Sigmoid => gradient * Sigmoid(chosen * -1),

            // Where the softplus has fallen to 0 so has the weight; the smallest normal number keeps the quotient a number.
            _ => gradient * (Sigmoid(chosen) / ((Softplus(chosen) + (spec.Element == ElementType.Single ? 1.17549435e-38 : 2.2250738585072014e-308)) * 2)),
        };
        gradient = OverTemperature(spec, gradient);
        return new RowProgram(gradient, 0) { Scatter = gradient, Everywhere = shares ? OverTemperature(spec, Shares(Logits.Define(spec)) * -Sum(upstream * weights)) : null };
    }

    private static Row Shares(Row logits) => Exp(logits - Max(logits)) / Sum(Exp(logits - Max(logits)));

    private static Row OverTemperature(KernelSpec spec, Row gradient) => spec.Has(Role.Temperature) ? gradient / Argument(Role.Temperature)
        : spec.Options.Temperature != 1 ? gradient / spec.Options.Temperature
        : gradient;
}
