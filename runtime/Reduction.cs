namespace FusedKernels;

/// <summary>How the losses of the rows become one number.</summary>
public enum Reduction
{
    /// <summary>
    /// The sum over the rows that are not ignored, divided by their number, or by the sum of their targets' class weights. The z-loss divides by the number.
    /// </summary>
    Mean,

    /// <summary>The sum over the rows that are not ignored.</summary>
    Sum,

    /// <summary>One loss for each row; 0 for an ignored one.</summary>
    None,
}
