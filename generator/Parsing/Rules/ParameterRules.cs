using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Parsing.Rules;

/// <summary>Each parameter on its own: has it a role, does the kernel take that role, does the type fit it.</summary>
internal static class ParameterRules
{
    public static IEnumerable<KernelViolation> Check(KernelCandidate candidate, CancellationToken cancellation)
    {
        foreach (CandidateParameter parameter in candidate.Parameters)
        {
            cancellation.ThrowIfCancellationRequested();
            if ((CheckRole(candidate, parameter) ?? CheckType(candidate, parameter)) is { } violation)
            {
                yield return violation;
            }
        }
    }

    private static KernelViolation? CheckRole(KernelCandidate candidate, CandidateParameter parameter)
    {
        SyntaxToken where = parameter.Syntax.Identifier;
        if (parameter.RoleArgument is { } argument)
        {
            return new(Rule.UndefinedValue, argument, argument.ToString(), string.Join(", ", Enum.GetNames(typeof(Role))));
        }

        if (parameter.Role is not { } role)
        {
            string names = string.Join(", ", Roles.AllowedIn(candidate.Kernel).Select(RoleNames.ToName));
            return new(Rule.ParameterWithoutRole, where, parameter.Symbol.Name, candidate.Kernel.Title, names);
        }

        return Refuse(candidate, role) is { } reason
            ? new(Rule.RoleNotAllowed, where, parameter.Symbol.Name, role.ToString(), reason)
            : null;
    }

    private static string? Refuse(KernelCandidate candidate, Role role)
    {
        if (!Roles.AllowedIn(candidate.Kernel).Contains(role))
        {
            return $"a {candidate.Kernel.Title} kernel takes {string.Join(", ", Roles.AllowedIn(candidate.Kernel).Select(RoleNames.ToName))}";
        }

        if (role is Role.Noise or Role.NoiseLogits && !candidate.Options.Values.Gate.NoisyTopK)
        {
            return "a gate adds noise with NoisyTopK = true";
        }

        if (role == Role.ZLoss && candidate.Options.Values.ZLoss == 0)
        {
            return "a z-loss has a coefficient, such as ZLoss = 1e-3";
        }

        if (role == Role.PreparedLogits && candidate.Options.Values is { SoftCap: 0, Gate: { Activation: GateActivation.None, NoisyTopK: false } })
        {
            return "without SoftCap, Activation or NoisyTopK the logits are selected by as they are";
        }

        bool returnsOneResult = candidate.Kernel is { Reduces: true, IsLoss: false } && ElementTypes.Of(candidate.Method.ReturnType) is not null;
        return returnsOneResult && role is Role.Results or Role.Columns or Role.Inner
            ? "a method that returns its result takes one row; for several rows return void and take 'results' and 'columns'"
            : null;
    }

    private static KernelViolation? CheckType(KernelCandidate candidate, CandidateParameter parameter)
    {
        RoleShape shape = parameter.Role == candidate.Kernel.Input ? RoleShape.Row : Roles.ShapeOf(candidate.Kernel, parameter.Role!.Value);
        string name = parameter.Symbol.Name;
        string logits = candidate.ElementKeyword;
        SyntaxNode where = parameter.Syntax.Type ?? (SyntaxNode)parameter.Syntax;
        if (parameter.Symbol.RefKind != RefKind.None || parameter.Symbol.IsParams)
        {
            string declared = $"{string.Join(" ", parameter.Syntax.Modifiers)} {where}";
            return new(Rule.WrongParameterType, where, name, Roles.Describe(shape, logits), declared);
        }

        bool holdsElements = shape is RoleShape.Row or RoleShape.WritableRow;
        ElementType? element = ElementTypes.Of(parameter.Element);
        if (holdsElements && element is null && parameter.Container != ParameterContainer.None)
        {
            return new(Rule.UnsupportedElementType, where, name, parameter.Element.ToDisplayString());
        }

        if (!Roles.Fits(shape, parameter))
        {
            return new(Rule.WrongParameterType, where, name, Roles.Describe(shape, logits), where.ToString());
        }

        return (holdsElements || shape == RoleShape.Value) && candidate.Element is { } first && element is { } own && own != first
            ? new(Rule.MixedElementTypes, where, name, ElementTypes.Keyword(own), logits)
            : null;
    }
}
