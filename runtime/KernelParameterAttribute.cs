namespace FusedKernels;

/// <summary>Names the role of a parameter that is not called by its role's own name.</summary>
/// <param name="role">The part that the parameter plays.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KernelParameterAttribute(KernelRole role) : Attribute
{
    /// <summary>The part that the parameter plays.</summary>
    public KernelRole Role { get; } = role;
}
