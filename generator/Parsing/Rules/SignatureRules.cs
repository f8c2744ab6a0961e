using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing.Rules;

/// <summary>The parameters and the return type together: what is missing, what is there twice, what makes no sense without another.</summary>
internal static class SignatureRules
{
    public static IEnumerable<KernelViolation> Check(KernelCandidate candidate, MethodDeclarationSyntax declaration)
    {
        IMethodSymbol method = candidate.Method;
        foreach (IGrouping<Role, CandidateParameter> same in candidate.Parameters.Where(parameter => parameter.Role is not null).GroupBy(parameter => parameter.Role!.Value))
        {
            foreach (CandidateParameter second in same.Skip(1))
            {
                yield return new(Rule.DoubledRole, second.Syntax.Identifier, method.Name, same.Key.ToString(), same.First().Symbol.Name, second.Symbol.Name);
            }
        }

        if (candidate.Find(Role.Targets) is { } targets && candidate.Find(Role.TargetProbabilities) is { } probabilities)
        {
            yield return new(Rule.TwoTargets, probabilities.Syntax.Identifier, method.Name, targets.Symbol.Name, probabilities.Symbol.Name);
        }

        if (FindMissing(candidate) is { } missing)
        {
            yield return new(Rule.MissingRole, declaration.Identifier, method.Name, missing);
        }

        if (candidate.Find(Role.Inner) is { } inner && candidate.Find(Role.Columns) is null)
        {
            yield return new(Rule.InnerWithoutColumns, inner.Syntax.Identifier, method.Name, inner.Symbol.Name);
        }

        if (FindReturnType(candidate) is { } expected)
        {
            yield return new(Rule.WrongReturnType, declaration.ReturnType, method.Name, expected);
        }
    }

    private static string? FindMissing(KernelCandidate candidate)
    {
        CandidateParameter? input = candidate.Find(candidate.Kernel.Input);
        string element = candidate.ElementKeyword;
        string output = candidate.Kernel.Output.ToName();
        if (input is null)
        {
            return $"a parameter 'ReadOnlySpan<{element}> {candidate.Kernel.Input.ToName()}'";
        }

        bool hasOutput = candidate.Find(candidate.Kernel.Output) is not null;
        bool knowsColumns = candidate.Find(Role.Columns) is not null || candidate.Options.Find(nameof(KernelOptions.Length)) is not null;
        if (candidate.Kernel.IsLoss)
        {
            return candidate.Find(Role.Targets) is null && candidate.Find(Role.TargetProbabilities) is null ? $"a parameter 'ReadOnlySpan<int> targets', or 'ReadOnlySpan<{element}> targetProbabilities'"
                : !knowsColumns ? "a parameter 'int columns', or a constant Length"
                : candidate.Options.Values.Reduction == Reduction.None && !hasOutput ? $"a parameter 'Span<{element}> {output}' for a loss without reduction"
                : null;
        }

        if (candidate.Kernel.ChoosesRows)
        {
            return FindMissingOfChoice(candidate, element);
        }

        if (candidate.Kernel.Routes)
        {
            return FindMissingOfRoute(candidate, element);
        }

        if (!candidate.Kernel.Reduces)
        {
            return hasOutput || input.Container != ParameterContainer.ReadOnlySpan
                ? null
                : $"a parameter 'Span<{element}> {output}', or logits in a Span<{element}> to work in place";
        }

        return hasOutput && candidate.Method.ReturnsVoid && !knowsColumns
            ? $"a parameter 'int columns' beside '{output}', or a constant Length"
            : null;
    }

    private static string? FindMissingOfChoice(KernelCandidate candidate, string element) =>
        candidate.Find(Role.Capacity) is null ? "a parameter 'int capacity'"
            : candidate.Find(Role.Probabilities) is null ? $"a parameter 'Span<{element}> probabilities'"
            : candidate.Find(Role.SelectedTokens) is null ? "a parameter 'Span<int> selectedTokens'"
            : candidate.Find(Role.Weights) is null ? $"a parameter 'Span<{element}> weights'"
            : FindMissingExperts(candidate);

    private static string? FindMissingExperts(KernelCandidate candidate) =>
        candidate.Find(Role.Experts) is null && candidate.Options.Find(nameof(GateOptions.Experts)) is null ? "a parameter 'int experts', or a constant Experts" : null;

    private static string? FindMissingOfRoute(KernelCandidate candidate, string element)
    {
        string span = candidate.Kernel.Selects ? "Span" : "ReadOnlySpan";
        return candidate.Find(Role.Selected) is null ? $"a parameter '{span}<int> selected'"
            : candidate.Find(Role.Weights) is null ? $"a parameter '{span}<{element}> weights'"
            : candidate.Kernel.Scatters && candidate.Find(Role.WeightsGradient) is null ? $"a parameter 'ReadOnlySpan<{element}> weightsGradient'"
            : candidate.Find(candidate.Kernel.Output) is null ? $"a parameter 'Span<{element}> {candidate.Kernel.Output.ToName()}'"
            : candidate.Find(Role.ExpertStart) is null != candidate.Find(Role.ExpertStop) is null ? "both of the parameters 'int expertStart' and 'int expertStop'"
            : candidate.Kernel.Selects && candidate.Options.Values.Gate.NoisyTopK && candidate.Find(Role.Noise) is null ? $"a parameter 'ReadOnlySpan<{element}> noise' for NoisyTopK"
            : candidate.Find(Role.NoiseLogits) is not null && candidate.Find(Role.Noise) is null ? $"a parameter 'ReadOnlySpan<{element}> noise', which the noise logits scale"
            : candidate.Find(Role.Slots) is null != candidate.Find(Role.Offsets) is null ? "both of the parameters 'Span<int> slots' and 'Span<int> offsets'"
            : candidate.Find(Role.ZLoss) is not null && candidate.Find(Role.LogSumExp) is null ? $"a parameter 'Span<{element}> logSumExp', which the z-loss is made of"
            : candidate.Find(Role.Capacity) is not null && candidate.Options.Values.Gate.DropPolicy == DropPolicy.Probability && candidate.Find(Role.Slots) is null ? "the parameters 'Span<int> slots' and 'Span<int> offsets', where entries are compared"
            : FindMissingExperts(candidate);
    }

    /// <summary>What the method should return where it returns something else.</summary>
    private static string? FindReturnType(KernelCandidate candidate)
    {
        IMethodSymbol method = candidate.Method;
        if (!candidate.Kernel.Reduces)
        {
            return method.ReturnsVoid ? null : $"void: a {candidate.Kernel.Title} kernel has a result for each element";
        }

        bool returnsElement = !method.ReturnsByRef
            && !method.ReturnsByRefReadonly
            && ElementTypes.Of(method.ReturnType) is { } type
            && type == (candidate.Element ?? type);
        if (candidate.Kernel.IsLoss)
        {
            bool reduced = candidate.Options.Values.Reduction != Reduction.None;
            return reduced && !returnsElement ? $"{candidate.ElementKeyword}, the reduced loss"
                : !reduced && !method.ReturnsVoid ? "void: without reduction there is a loss for each row"
                : null;
        }

        bool right = method.ReturnsVoid
            ? candidate.Find(candidate.Kernel.Output) is not null
            : returnsElement;
        string element = candidate.ElementKeyword;
        return right
            ? null
            : $"{element} for one row, or void with 'Span<{element}> {candidate.Kernel.Output.ToName()}' and 'int columns' for several";
    }
}
