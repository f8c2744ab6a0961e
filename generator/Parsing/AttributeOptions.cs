using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing;

/// <summary>A kernel attribute's properties as written: values, and where they stand.</summary>
internal sealed class AttributeOptions
{
    private readonly Dictionary<string, AttributeArgumentSyntax> _written = new(StringComparer.Ordinal);

    private AttributeOptions(AttributeData attribute, AttributeSyntax syntax)
    {
        Syntax = syntax;
        HasErrors = attribute.AttributeConstructor is null;
        foreach (AttributeArgumentSyntax argument in syntax.ArgumentList?.Arguments ?? default)
        {
            string? name = argument.NameEquals?.Name.Identifier.ValueText;
            if (name is null || _written.ContainsKey(name))
            {
                HasErrors = true;
                continue;
            }

            _written.Add(name, argument);
        }

        HasErrors |= attribute.NamedArguments.Length != _written.Count;
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            Apply(argument.Key, argument.Value);
        }
    }

    public AttributeSyntax Syntax { get; }

    public KernelOptions Values { get; private set; } = new();

    /// <summary>True where an argument does not compile; the compiler says why.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The policies whose value is no member of their enum, with the members.</summary>
    public List<(string Name, string Members)> UndefinedPolicies { get; } = [];

    public static AttributeOptions Read(AttributeData attribute, AttributeSyntax syntax) => new(attribute, syntax);

    /// <summary>Where a property is set; null where it is left at its default.</summary>
    public AttributeArgumentSyntax? Find(string property) => _written.TryGetValue(property, out AttributeArgumentSyntax? argument) ? argument : null;

    // Only an argument of the declared type counts: anything else has a compile error, or is somebody else's attribute of the same name.
    private void Apply(string name, TypedConstant constant)
    {
        object? value = constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? constant.Value : null;
        switch (name, value)
        {
            case (nameof(KernelOptions.Temperature), double temperature):
                Values = Values with { Temperature = temperature };
                break;
            case (nameof(KernelOptions.Length), int length):
                Values = Values with { Length = length };
                break;
            case (nameof(KernelOptions.EmptyRow), int policy):
                Values = Values with { EmptyRow = (EmptyRow)Defined<EmptyRow>(name, policy) };
                break;
            case (nameof(KernelOptions.MaskedRow), int policy):
                Values = Values with { MaskedRow = (MaskedRow)Defined<MaskedRow>(name, policy) };
                break;
            case (nameof(KernelOptions.PositiveInfinity), int policy):
                Values = Values with { PositiveInfinity = (PositiveInfinity)Defined<PositiveInfinity>(name, policy) };
                break;
            case (nameof(KernelOptions.Reduction), int reduction):
                Values = Values with { Reduction = (Reduction)Defined<Reduction>(name, reduction) };
                break;
            case (nameof(KernelOptions.IgnoreIndex), int index):
                Values = Values with { IgnoreIndex = index };
                break;
            case (nameof(KernelOptions.LabelSmoothing), double smoothing):
                Values = Values with { LabelSmoothing = smoothing };
                break;
            case (nameof(KernelOptions.SmoothingVariant), int variant):
                Values = Values with { SmoothingVariant = (SmoothingVariant)Defined<SmoothingVariant>(name, variant) };
                break;
            case (nameof(KernelOptions.ZLoss), double coefficient):
                Values = Values with { ZLoss = coefficient };
                break;
            case (nameof(KernelOptions.SoftCap), double cap):
                Values = Values with { SoftCap = cap };
                break;
            case (nameof(KernelOptions.AllIgnored), int policy):
                Values = Values with { AllIgnored = (AllIgnored)Defined<AllIgnored>(name, policy) };
                break;
            case (nameof(KernelOptions.Parallel), bool parallel):
                Values = Values with { Parallel = parallel };
                break;
            default:
                HasErrors |= !ApplyToGate(name, value);
                break;
        }
    }

    private bool ApplyToGate(string name, object? value)
    {
        GateOptions gate = Values.Gate;
        GateOptions? changed = (name, value) switch
        {
            (nameof(GateOptions.Experts), int experts) => gate with { Experts = experts },
            (nameof(GateOptions.K), int k) => gate with { K = k },
            (nameof(GateOptions.Score), int score) => gate with { Score = (GateScore)Defined<GateScore>(name, score) },
            (nameof(GateOptions.NormalizeThenSelect), bool first) => gate with { NormalizeThenSelect = first },
            (nameof(GateOptions.Renormalize), bool divides) => gate with { Renormalize = divides },
            (nameof(GateOptions.Groups), int groups) => gate with { Groups = groups },
            (nameof(GateOptions.TopGroups), int groups) => gate with { TopGroups = groups },
            (nameof(GateOptions.GroupScore), int score) => gate with { GroupScore = (GroupScore)Defined<GroupScore>(name, score) },
            (nameof(GateOptions.Scale), double scale) => gate with { Scale = scale },
            (nameof(GateOptions.Activation), int activation) => gate with { Activation = (GateActivation)Defined<GateActivation>(name, activation) },
            (nameof(GateOptions.DropPolicy), int policy) => gate with { DropPolicy = (DropPolicy)Defined<DropPolicy>(name, policy) },
            (nameof(GateOptions.NoisyTopK), bool noisy) => gate with { NoisyTopK = noisy },
            _ => null,
        };
        Values = Values with { Gate = changed ?? gate };
        return changed is not null;
    }

    private int Defined<TPolicy>(string name, int policy)
        where TPolicy : struct, Enum
    {
        if (!Enum.IsDefined(typeof(TPolicy), policy))
        {
            UndefinedPolicies.Add((name, string.Join(", ", Enum.GetNames(typeof(TPolicy)))));
        }

        return policy;
    }
}
