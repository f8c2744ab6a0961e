using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>logProbabilities[i] = (logits[i] − max) − log Σ exp(logits[j] − max).</summary>
internal static class LogSoftmaxOperator
{
    public static RowProgram Define(KernelSpec spec)
    {
        Row logits = Logits.Define(spec);
        Row shifted = logits - Max(logits);
        Scalar whenMasked = spec.Options.MaskedRow switch
        {
            MaskedRow.Zero => double.NegativeInfinity,
            MaskedRow.Uniform => -Log(Columns),
            _ => double.NaN,
        };
        return new RowProgram(shifted - Log(Sum(Exp(shifted))), whenMasked);
    }
}
