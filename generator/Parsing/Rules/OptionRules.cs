using System.Globalization;
using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing.Rules;

/// <summary>The attribute's properties: is each in its range, and does none say twice what a parameter says.</summary>
internal static class OptionRules
{
    public static IEnumerable<KernelViolation> Check(KernelCandidate candidate)
    {
        AttributeOptions options = candidate.Options;
        string method = candidate.Method.Name;
        if (options.Find(nameof(KernelOptions.Temperature)) is { } temperature)
        {
            double value = options.Values.Temperature;
            if (!ElementTypes.IsPositiveNormal(candidate.Element ?? ElementType.Single, value))
            {
                string written = value.ToString(CultureInfo.InvariantCulture);
                yield return new(Rule.TemperatureOutOfRange, temperature.Expression, method, written, candidate.ElementKeyword);
            }

            if (candidate.Find(Role.Temperature) is { } parameter)
            {
                yield return new(Rule.TwoTemperatures, temperature, method, parameter.Symbol.Name);
            }
        }

        if (options.Find(nameof(KernelOptions.Length)) is { } length && options.Values.Length < 1)
        {
            yield return new(Rule.LengthOutOfRange, length.Expression, method, options.Values.Length.ToString(CultureInfo.InvariantCulture));
        }

        if (options.Find(nameof(KernelOptions.LabelSmoothing)) is { } smoothing && options.Values.LabelSmoothing is not (>= 0 and <= 1))
        {
            yield return OutOfRange(smoothing, method, nameof(KernelOptions.LabelSmoothing), options.Values.LabelSmoothing, "in [0, 1]");
        }

        if (options.Find(nameof(KernelOptions.ZLoss)) is { } zLoss && options.Values.ZLoss is not (>= 0 and < double.PositiveInfinity))
        {
            yield return OutOfRange(zLoss, method, nameof(KernelOptions.ZLoss), options.Values.ZLoss, "finite and not negative");
        }

        if (options.Find(nameof(KernelOptions.SoftCap)) is { } softCap && options.Values.SoftCap is not (> 0 and <= KernelOptions.LargestSoftCap))
        {
            yield return OutOfRange(softCap, method, nameof(KernelOptions.SoftCap), options.Values.SoftCap, "in (0, 32768]");
        }

        if (candidate.Kernel.IsLoss && options.Find(nameof(KernelOptions.MaskedRow)) is { } masked && options.Values.MaskedRow == MaskedRow.Uniform)
        {
            yield return new(Rule.OptionOutOfRange, masked.Expression, method, nameof(KernelOptions.MaskedRow), masked.Expression.ToString(), "Zero or NaN for a loss");
        }

        if (candidate.Find(Role.TargetProbabilities) is not null && options.Find(nameof(KernelOptions.IgnoreIndex)) is { } ignored)
        {
            yield return new(Rule.OptionWithoutUse, ignored, method, nameof(KernelOptions.IgnoreIndex), "target probabilities have no index: a row of zeros has no loss");
        }

        foreach (string name in candidate.Kernel.OptionsWithoutUse)
        {
            if (options.Find(name) is { } useless)
            {
                yield return new(Rule.OptionWithoutUse, useless, method, name, $"a {candidate.Kernel.Title} has no exponential, and its result follows from what it is given");
            }
        }

        foreach ((string name, string members) in options.UndefinedPolicies)
        {
            SyntaxNode value = options.Find(name)!.Expression;
            yield return new(Rule.UndefinedValue, value, value.ToString(), members);
        }
    }

    private static KernelViolation OutOfRange(AttributeArgumentSyntax argument, string method, string option, double value, string range) =>
        new(Rule.OptionOutOfRange, argument.Expression, method, option, value.ToString(CultureInfo.InvariantCulture), range);
}
