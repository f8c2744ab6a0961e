using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace FusedKernels.Analyzers;

/// <summary>The diagnostics of ordinary code with exponentials, one field each.</summary>
internal static class NumericDescriptors
{
    private const string Category = "FusedKernels.Numerics";

    public static readonly DiagnosticDescriptor NaiveSoftmax = new(
        NumericRule.NaiveSoftmax,
        "A softmax does not subtract its maximum",
        "This softmax is NaN once {0} overflows: subtract the maximum of the same row first, or let a [FusedSoftmax] kernel do it",
        Category, Warning, true, helpLinkUri: Page(NumericRule.NaiveSoftmax));

    public static readonly DiagnosticDescriptor UnshiftedLibrarySoftmax = new(
        NumericRule.UnshiftedLibrarySoftmax,
        "The library's softmax does not subtract the maximum",
        "'{0}' does not subtract the maximum and returns NaN for large logits: subtract it first, or use a [FusedSoftmax] kernel",
        Category, Warning, true, helpLinkUri: Page(NumericRule.UnshiftedLibrarySoftmax));

    public static readonly DiagnosticDescriptor LogOfSumOfExponentials = new(
        NumericRule.LogOfSumOfExponentials,
        "A logarithm of a sum of exponentials overflows",
        "This logarithm is infinite once {0} overflows: take the maximum out first, or use a [FusedLogSumExp] kernel",
        Category, Warning, true, helpLinkUri: Page(NumericRule.LogOfSumOfExponentials));

    public static readonly DiagnosticDescriptor LogOfSoftmax = new(
        NumericRule.LogOfSoftmax,
        "A logarithm is taken of a softmax",
        "The probability can be 0, and its logarithm −∞: compute the logarithm from the logits, as a [FusedLogSoftmax] kernel does",
        Category, Warning, true, helpLinkUri: Page(NumericRule.LogOfSoftmax));

    public static readonly DiagnosticDescriptor NaiveSoftplus = new(
        NumericRule.NaiveSoftplus,
        "A softplus overflows",
        "This is infinite once {0} overflows, where it should be about its argument: use StableMath.Softplus",
        Category, Warning, true, helpLinkUri: Page(NumericRule.NaiveSoftplus));

    public static readonly DiagnosticDescriptor LogOfOneMinusExponential = new(
        NumericRule.LogOfOneMinusExponential,
        "A logarithm of one minus an exponential loses its digits",
        "1 − {0} loses its digits where its argument is near 0, and the logarithm becomes −∞: use StableMath.Log1MExp",
        Category, Warning, true, helpLinkUri: Page(NumericRule.LogOfOneMinusExponential));

    public static readonly DiagnosticDescriptor RatioOfExponentials = new(
        NumericRule.RatioOfExponentials,
        "A ratio has the same exponential above and below",
        "This ratio is ∞/∞, which is NaN, once {0} overflows: divide by the exponential first, as StableMath.Sigmoid does",
        Category, Warning, true, helpLinkUri: Page(NumericRule.RatioOfExponentials));

    public static readonly DiagnosticDescriptor IndeterminateExponentials = new(
        NumericRule.IndeterminateExponentials,
        "Exponentials meet as ∞ − ∞, ∞/∞ or ∞ · 0",
        "This is NaN once {0} overflows: bring the exponentials together before they are computed",
        Category, Warning, true, helpLinkUri: Page(NumericRule.IndeterminateExponentials));

    public static readonly DiagnosticDescriptor CancellationNearZero = new(
        NumericRule.CancellationNearZero,
        "Digits are lost near zero",
        "This loses its digits where the argument is near 0: use StableMath.{0}",
        Category, Info, true, helpLinkUri: Page(NumericRule.CancellationNearZero));

    public static readonly DiagnosticDescriptor HandWrittenKernel = new(
        NumericRule.HandWrittenKernel,
        "A kernel computes this in fewer passes",
        "This {0} is right; a [{1}] kernel does the same with vector instructions and a bounded error",
        Category, Info, true, helpLinkUri: Page(NumericRule.HandWrittenKernel));

    public static readonly DiagnosticDescriptor FullSortForTopK = new(
        NumericRule.FullSortForTopK,
        "A whole row is sorted for its largest few",
        "The whole row is sorted to take a few of it: a partial selection does with one pass",
        Category, Info, true, helpLinkUri: Page(NumericRule.FullSortForTopK));

    public static readonly DiagnosticDescriptor ExponentialTwice = new(
        NumericRule.ExponentialTwice,
        "An exponential is computed twice",
        "{0} is computed a second time: keep what the sum was made of",
        Category, Info, true, helpLinkUri: Page(NumericRule.ExponentialTwice));

    public static readonly DiagnosticDescriptor SingleRunningSum = new(
        NumericRule.SingleRunningSum,
        "Exponentials are summed up in a float",
        "A running sum in '{0}' loses about one digit per thousand elements: sum in a double, or use a kernel",
        Category, Info, true, helpLinkUri: Page(NumericRule.SingleRunningSum));

    public static readonly DiagnosticDescriptor SoftmaxJacobian = new(
        NumericRule.SoftmaxJacobian,
        "The gradient of a softmax goes through its whole Jacobian",
        "The gradient needs no Jacobian: it is p·(g − Σ p·g), in one pass over the row",
        Category, Info, true, helpLinkUri: Page(NumericRule.SoftmaxJacobian));

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = typeof(NumericDescriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => field.GetValue(null))
        .OfType<DiagnosticDescriptor>()
        .OrderBy(static descriptor => descriptor.Id, StringComparer.Ordinal)
        .ToImmutableArray();

    private static string Page(string id) => $"https://github.com/fusedkernels/FusedKernels/blob/main/docs/diagnostics/{id}.md";
}
