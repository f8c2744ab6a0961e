namespace FusedKernels;

/// <summary>The mean loss where every row is ignored, or has a target whose class weighs nothing: 0 divided by 0.</summary>
public enum AllIgnoredPolicy
{
    /// <summary>0.</summary>
    Zero,

    /// <summary>NaN, the mathematical answer.</summary>
    NaN,
}
