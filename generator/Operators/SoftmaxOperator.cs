using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>probabilities[i] = exp(logits[i] − max) / Σ exp(logits[j] − max).</summary>
internal static class SoftmaxOperator
{
    public static RowProgram Define(KernelSpec spec)
    {
        Row logits = Logits.Define(spec);
        Row weights = Exp(logits - Max(logits));
        Scalar whenMasked = spec.Options.MaskedRow switch
        {
            MaskedRow.Zero => 0,
            MaskedRow.Uniform => 1 / Columns,
            _ => double.NaN,
        };
        return new RowProgram(weights / Sum(weights), whenMasked);
    }
}
