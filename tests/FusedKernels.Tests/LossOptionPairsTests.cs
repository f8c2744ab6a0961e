extern alias Double;

using FusedKernels.Verification;
using Xunit;
using CrossEntropyKernels = Double::FusedKernels.Tests.Kernels.CrossEntropyKernels;

namespace FusedKernels.Tests;

/// <summary>
/// What is tried with every loss is tried with every pair of options: for any two values of two options there is a kernel under test that has both.
/// </summary>
public class LossOptionPairsTests
{
    private sealed record Option(string Name, Func<LossKernel, string> ValueOf, params string[] Values)
    {
        /// <summary>A parameter that is there or not.</summary>
        public static Option Parameter(string name) => new(name, kernel => YesOrNo(kernel.Takes(name)), "no", "yes");

        /// <summary>A property that has another value than its default, or not.</summary>
        public static Option Property(string name, Func<FusedLossAttribute, bool> isSet) => new(name, kernel => YesOrNo(isSet(kernel.Options)), "no", "yes");

        private static string YesOrNo(bool value) => value ? "yes" : "no";
    }

    private static readonly Option[] OfEveryLoss =
    [
        new("targets", static kernel => !kernel.HasTarget ? "probabilities" : TargetsOf(kernel).ParameterType == typeof(ReadOnlySpan<int>) ? "int" : "long", "int", "long", "probabilities"),
        new("layout", static kernel => kernel.Takes("inner") ? "another axis" : kernel.Options.Length > 0 ? "constant length" : "rows", "rows", "constant length", "another axis"),
        new("Reduction", static kernel => kernel.Options.Reduction.ToString(), Enum.GetNames<Reduction>()),
        new("LabelSmoothing", static kernel => kernel.Options.LabelSmoothing == 0 ? "none" : kernel.Options.SmoothingVariant.ToString(), ["none", .. Enum.GetNames<SmoothingVariant>()]),
        Option.Property("IgnoreIndex", static options => options.IgnoreIndex != -100),
        Option.Property("AllIgnored", static options => options.AllIgnored != AllIgnoredPolicy.Zero),
        Option.Property("Parallel", static options => options.Parallel),
        .. new[] { "classWeights", "rowWeights", "gradientScale", "gradient", "losses" }.Select(Option.Parameter),
    ];

    private static readonly Option[] OfCrossEntropy =
    [
        .. OfEveryLoss,
        new("temperature", static kernel => kernel.Takes("temperature") ? "chosen" : kernel.Options.Temperature != 1 ? "constant" : "none", "none", "constant", "chosen"),
        Option.Property("ZLoss", static options => ((FusedCrossEntropyAttribute)options).ZLoss != 0),
        Option.Property("SoftCap", static options => ((FusedCrossEntropyAttribute)options).SoftCap != 0),
        Option.Property("MaskedRow", static options => options.MaskedRow != MaskedRowPolicy.Zero),
        Option.Property("PositiveInfinity", static options => options.PositiveInfinity != PositiveInfinityPolicy.Limit),
        .. new[] { "logSumExp", "entropy", "predictions" }.Select(Option.Parameter),
    ];

    /// <summary>Pairs that no kernel can have, or that mean nothing.</summary>
    private static readonly HashSet<(string First, string Second)> Impossible =
    [
        ("Reduction=None", "losses=no"),
        ("targets=probabilities", "IgnoreIndex=yes"),
        ("Reduction=Sum", "AllIgnored=yes"),
        ("Reduction=None", "AllIgnored=yes"),
    ];

    [Fact]
    public void Every_two_options_of_cross_entropy_meet() => AssertMeet(OfCrossEntropy, isLikelihood: false);

    [Fact]
    public void Every_two_options_of_likelihoods_meet() => AssertMeet(OfEveryLoss, isLikelihood: true);

    private static void AssertMeet(Option[] options, bool isLikelihood)
    {
        HashSet<(string, string)> met = [];
        foreach (LossKernel kernel in LossKernel.Of(typeof(CrossEntropyKernels).Assembly).Where(kernel => kernel.IsLikelihood == isLikelihood))
        {
            string[] values = [.. options.Select(option => $"{option.Name}={option.ValueOf(kernel)}")];
            met.UnionWith(from first in Enumerable.Range(0, values.Length) from second in Enumerable.Range(first + 1, values.Length - first - 1) select (values[first], values[second]));
        }

        IEnumerable<(string First, string Second)> wanted =
            from first in Enumerable.Range(0, options.Length)
            from second in Enumerable.Range(first + 1, options.Length - first - 1)
            from left in options[first].Values
            from right in options[second].Values
            select ($"{options[first].Name}={left}", $"{options[second].Name}={right}");
        List<(string First, string Second)> missing = [.. wanted.Where(pair => !met.Contains(pair) && !Impossible.Contains(pair))];
        Assert.Empty(missing);
    }

    private static System.Reflection.ParameterInfo TargetsOf(LossKernel kernel) => kernel.Method.GetParameters().Single(static parameter => parameter.Name == "targets");
}
