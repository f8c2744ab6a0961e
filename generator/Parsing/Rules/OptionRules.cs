using System.Globalization;
using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;

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

        foreach ((string name, string members) in options.UndefinedPolicies)
        {
            SyntaxNode value = options.Find(name)!.Expression;
            yield return new(Rule.UndefinedValue, value, value.ToString(), members);
        }
    }
}
