namespace FusedKernels;

/// <summary>Which rows an expert serves where more select it than it has room for.</summary>
public enum DropPolicy
{
    /// <summary>The first ones, in the order of the rows.</summary>
    Position,

    /// <summary>Those that give it the largest weights, the first among equals.</summary>
    Probability,
}
