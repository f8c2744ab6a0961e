using System.Globalization;
using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing.Rules;

/// <summary>The properties of a gate's attribute: is each in its range, and do they fit together.</summary>
internal static class GateRules
{
    private const int MostExperts = 1024;
    private const int MostSelected = 64;

    public static IEnumerable<KernelViolation> Check(KernelCandidate candidate) =>
        candidate.Kernel.ChoosesRows ? CheckExperts(candidate)
        : candidate.Kernel.Routes ? CheckCounts(candidate).Concat(CheckGroups(candidate)).Concat(CheckWeights(candidate)).Concat(CheckOutputs(candidate)) : [];

    private static IEnumerable<KernelViolation> CheckExperts(KernelCandidate candidate)
    {
        int experts = candidate.Options.Values.Gate.Experts;
        if (candidate.Options.Find(nameof(GateOptions.Experts)) is not null && experts is < 1 or > MostExperts)
        {
            yield return OutOfRange(candidate, nameof(GateOptions.Experts), experts, $"from 1 to {MostExperts}");
        }
    }

    private static IEnumerable<KernelViolation> CheckCounts(KernelCandidate candidate)
    {
        GateOptions gate = candidate.Options.Values.Gate;
        KernelViolation[] experts = [.. CheckExperts(candidate)];
        foreach (KernelViolation violation in experts)
        {
            yield return violation;
        }

        if (experts.Length == 0 && candidate.Options.Find(nameof(GateOptions.K)) is not null)
        {
            int most = gate.Experts > 0 ? Math.Min(gate.Experts, MostSelected) : MostSelected;
            if (gate.K < 1 || gate.K > most)
            {
                yield return OutOfRange(candidate, nameof(GateOptions.K), gate.K, $"from 1 to {most}{(most < MostSelected ? ", the number of experts" : "")}");
            }
        }
    }

    private static IEnumerable<KernelViolation> CheckGroups(KernelCandidate candidate)
    {
        GateOptions gate = candidate.Options.Values.Gate;
        if (candidate.Options.Find(nameof(GateOptions.Groups)) is null)
        {
            foreach (string option in new[] { nameof(GateOptions.TopGroups), nameof(GateOptions.GroupScore) })
            {
                if (candidate.Options.Find(option) is not null)
                {
                    yield return new(Rule.OptionWithoutUse, candidate.Options.Find(option)!, candidate.Method.Name, option, "without Groups there is nothing to choose from");
                }
            }

            yield break;
        }

        if (gate.Groups < 1 || (gate.Experts > 0 && gate.Experts % gate.Groups != 0))
        {
            yield return OutOfRange(candidate, nameof(GateOptions.Groups), gate.Groups, gate.Experts > 0 ? $"a divisor of {gate.Experts}, the number of experts" : "at least 1");
        }
        else if (gate.TopGroups < 1 || gate.TopGroups > gate.Groups)
        {
            yield return OutOfRange(candidate, nameof(GateOptions.TopGroups), gate.TopGroups, $"from 1 to {gate.Groups}, the number of groups");
        }
        else if (gate.Experts > 0 && gate.TopGroups * (gate.Experts / gate.Groups) < gate.K)
        {
            yield return OutOfRange(candidate, nameof(GateOptions.TopGroups), gate.TopGroups, $"so many that their experts, {gate.Experts / gate.Groups} each, are {gate.K} or more");
        }
        else if (gate.GroupScore == GroupScore.SumOfTopK && (gate.K < gate.TopGroups || gate.K % gate.TopGroups != 0))
        {
            yield return OutOfRange(candidate, nameof(GateOptions.GroupScore), nameof(GroupScore.SumOfTopK), "Max or SumOfTop2 where TopGroups does not divide K");
        }
        else if (gate.GroupScore == GroupScore.SumOfTop2 && gate.Experts > 0 && gate.Experts / gate.Groups < 2)
        {
            yield return OutOfRange(candidate, nameof(GateOptions.GroupScore), nameof(GroupScore.SumOfTop2), "Max for groups of one expert");
        }
    }

    private static IEnumerable<KernelViolation> CheckWeights(KernelCandidate candidate)
    {
        GateOptions gate = candidate.Options.Values.Gate;
        if (candidate.Options.Find(nameof(GateOptions.Scale)) is not null && !ElementTypes.IsPositiveNormal(candidate.Element ?? ElementType.Single, gate.Scale))
        {
            yield return OutOfRange(candidate, nameof(GateOptions.Scale), gate.Scale, $"a finite and positive {candidate.ElementKeyword}");
        }

        if (gate is { NormalizeThenSelect: true, Score: not GateScore.Softmax } && candidate.Options.Find(nameof(GateOptions.NormalizeThenSelect)) is { } normalize)
        {
            yield return new(Rule.OptionWithoutUse, normalize, candidate.Method.Name, nameof(GateOptions.NormalizeThenSelect), $"a score of {gate.Score} belongs to each expert alone");
        }
    }

    private static IEnumerable<KernelViolation> CheckOutputs(KernelCandidate candidate)
    {
        if (candidate.Options.Find(nameof(GateOptions.DropPolicy)) is { } policy && candidate.Find(Role.Capacity) is null)
        {
            yield return new(Rule.OptionWithoutUse, policy, candidate.Method.Name, nameof(GateOptions.DropPolicy), "without a 'capacity' parameter no row is dropped");
        }

        if (candidate.Options.Find(nameof(KernelOptions.ZLoss)) is { } zLoss && candidate.Find(Role.ZLoss) is null)
        {
            yield return new(Rule.OptionWithoutUse, zLoss, candidate.Method.Name, nameof(KernelOptions.ZLoss), "without a 'zLoss' parameter it goes nowhere");
        }
    }

    private static KernelViolation OutOfRange(KernelCandidate candidate, string option, IFormattable value, string range) =>
        OutOfRange(candidate, option, value.ToString(null, CultureInfo.InvariantCulture), range);

    private static KernelViolation OutOfRange(KernelCandidate candidate, string option, string value, string range)
    {
        AttributeArgumentSyntax? argument = candidate.Options.Find(option);
        return new(Rule.OptionOutOfRange, argument is null ? candidate.Options.Syntax : argument.Expression, candidate.Method.Name, option, value, range);
    }
}
