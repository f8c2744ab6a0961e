namespace FusedKernels;

/// <summary>Which classes share the label smoothing ε of a row with C columns.</summary>
public enum SmoothingVariant
{
    /// <summary>ε/C on every class, the target included (Szegedy et al. 2015, PyTorch).</summary>
    Uniform,

    /// <summary>ε/(C − 1) on every other class, 1 − ε on the target (Megatron); at least two columns.</summary>
    ExcludeTarget,
}
