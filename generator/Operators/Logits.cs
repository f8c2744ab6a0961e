using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>The row that every operator of the softmax family starts from: (logits + bias) / T, and −∞ where the mask is false.</summary>
internal static class Logits
{
    public static Row Define(KernelSpec spec)
    {
        Row logits = Input(Role.Logits);
        if (spec.Has(Role.Bias))
        {
            logits += Input(Role.Bias);
        }

        if (spec.Has(Role.Mask))
        {
            logits = Select(Input(Role.Mask), logits, double.NegativeInfinity);
        }

        if (spec.Has(Role.Temperature))
        {
            logits /= Argument(Role.Temperature);
        }
        else if (spec.Options.Temperature != 1)
        {
            logits /= spec.Options.Temperature;
        }

        return logits;
    }
}
