using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>
/// What a gate makes of its logits before it selects and weighs: c · tanh(l / c), an activation, noise (Shazeer et al. 2017, arXiv 1701.06538:
/// l + ε · softplus(noise logits)). An expert that is switched off stays so.
/// </summary>
internal static class GatePreparation
{
    /// <summary>Maps that the rows go through, one after the other: each is of what the one before has left of the logits.</summary>
    public static IReadOnlyList<Row> Define(KernelSpec spec)
    {
        Row logits = Input(Role.Logits);
        List<Row> maps = [];
        double cap = spec.Options.SoftCap;
        if (cap > 0)
        {
            maps.Add(Tanh(logits / cap) * cap);
        }

        if (spec.Options.Gate.Activation != GateActivation.None)
        {
            maps.Add(spec.Options.Gate.Activation switch
            {
                GateActivation.Sigmoid => Sigmoid(logits),
                GateActivation.Tanh => Tanh(logits),
                _ => Gelu(logits),
            });
        }

        if (spec.Has(Role.Noise))
        {
            Row noise = Input(Role.Noise);
            maps.Add(logits + (spec.Has(Role.NoiseLogits) ? noise * Softplus(Input(Role.NoiseLogits)) : noise));
        }

        return [.. maps.Select(map => UnlessAbsent(logits, map))];
    }
}
