using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Emission;

/// <summary>What a loss reads and writes beside its numbers.</summary>
internal static class LossRoles
{
    /// <summary>What is read beside the logits.</summary>
    public static readonly Role[] Inputs = [Role.Targets, Role.TargetProbabilities, Role.ClassWeights, Role.RowWeights];

    /// <summary>What is written, one for each row.</summary>
    public static readonly Role[] RowOutputs = [Role.Losses, Role.LogSumExp, Role.Predictions, Role.Entropy];

    /// <summary>Everything that is written.</summary>
    public static readonly Role[] Outputs = [Role.Gradient, .. RowOutputs];

    /// <summary>The type of a role's elements.</summary>
    public static string ElementOf(KernelSpec spec, Role role, string element) => role is Role.Targets or Role.Predictions ? spec.Find(role)!.Element : element;
}
