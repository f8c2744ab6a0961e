namespace FusedKernels.Analyzers;

/// <summary>The ids of what is said about ordinary code with exponentials: FK10 is wrong for ordinary numbers, FK11 would be faster or sharper otherwise.</summary>
internal static class NumericRule
{
    public const string NaiveSoftmax = "FK1001";
    public const string UnshiftedLibrarySoftmax = "FK1002";
    public const string LogOfSumOfExponentials = "FK1003";
    public const string LogOfSoftmax = "FK1004";
    public const string NaiveSoftplus = "FK1005";
    public const string LogOfOneMinusExponential = "FK1006";
    public const string RatioOfExponentials = "FK1007";
    public const string IndeterminateExponentials = "FK1008";
    public const string CancellationNearZero = "FK1009";
    public const string HandWrittenKernel = "FK1101";
    public const string FullSortForTopK = "FK1102";
    public const string ExponentialTwice = "FK1103";
    public const string SingleRunningSum = "FK1104";
    public const string SoftmaxJacobian = "FK1105";
}
