using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>max + log Σ exp(logits[j] − max): −∞ over nothing, whatever took the entries away.</summary>
internal static class LogSumExpOperator
{
    public static RowProgram Define(KernelSpec spec)
    {
        Row logits = Logits.Define(spec);
        Scalar max = Max(logits);
        return new RowProgram(max + Log(Sum(Exp(logits - max))), double.NegativeInfinity, WhenEmpty: double.NegativeInfinity);
    }
}
