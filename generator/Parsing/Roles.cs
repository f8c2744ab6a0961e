using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Parsing;

/// <summary>What a role asks of its parameter's type.</summary>
internal enum RoleShape
{
    /// <summary>A row, or rows, of the element type.</summary>
    Row,

    /// <summary>A row that the kernel writes.</summary>
    WritableRow,

    /// <summary>A row of bool.</summary>
    Flags,

    /// <summary>An int.</summary>
    Count,

    /// <summary>One value of the element type.</summary>
    Value,

    /// <summary>A row of int or long.</summary>
    Indices,

    /// <summary>A cancellation token.</summary>
    Token,

    /// <summary>A row of int.</summary>
    Columns,

    /// <summary>A row of int that the kernel writes.</summary>
    WritableColumns,
}

/// <summary>The names and the types of the roles.</summary>
internal static class Roles
{
    private static readonly Role[] All = (Role[])Enum.GetValues(typeof(Role));

    /// <summary>The role from a parameter's <c>[KernelParameter]</c> or its name; null where neither names one.</summary>
    public static Role? Of(IParameterSymbol parameter) =>
        parameter.GetAttributes().FirstOrDefault(static each => KnownTypes.IsKernelParameterAttribute(each.AttributeClass)) is { } attribute ? Named(attribute) : FindByName(parameter.Name);

    private static Role? Named(AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Enum, Value: int value } && Enum.IsDefined(typeof(Role), value)
            ? (Role)value
            : null;

    private static Role? FindByName(string name)
    {
        foreach (Role role in All)
        {
            if (role.ToName() == name)
            {
                return role;
            }
        }

        return null;
    }

    /// <summary>The roles that a kernel knows, in the order of <see cref="Role"/>.</summary>
    public static IEnumerable<Role> AllowedIn(KernelDefinition kernel) => All.Where(kernel.Roles.Contains);

    public static RoleShape ShapeOf(KernelDefinition kernel, Role role) => role switch
    {
        Role.Mask or Role.Active => RoleShape.Flags,
        Role.Columns or Role.Inner or Role.MaxDegreeOfParallelism or Role.Experts or Role.ExpertStart or Role.ExpertStop or Role.Capacity => RoleShape.Count,
        Role.CancellationToken => RoleShape.Token,
        Role.Temperature or Role.GradientScale => RoleShape.Value,
        Role.Targets => RoleShape.Indices,
        Role.Load or Role.Predictions or Role.Slots or Role.Offsets or Role.SelectedTokens => RoleShape.WritableColumns,
        Role.Selected => kernel.Selects ? RoleShape.WritableColumns : RoleShape.Columns,
        Role.Weights => kernel.Selects || kernel.ChoosesRows ? RoleShape.WritableRow : RoleShape.Row,
        _ => IsOutput(role) ? RoleShape.WritableRow : RoleShape.Row,
    };

    public static bool Fits(RoleShape shape, CandidateParameter parameter) => shape switch
    {
        RoleShape.Row => parameter.Container != ParameterContainer.None,
        RoleShape.WritableRow => parameter.Writable,
        RoleShape.Flags => parameter.Container != ParameterContainer.None && parameter.Element.SpecialType == SpecialType.System_Boolean,
        RoleShape.Indices => parameter.Container != ParameterContainer.None && parameter.Element.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64,
        RoleShape.Token => KnownTypes.IsCancellationToken(parameter.Symbol.Type),
        RoleShape.Columns => parameter.Container != ParameterContainer.None && parameter.Element.SpecialType == SpecialType.System_Int32,
        RoleShape.WritableColumns => parameter.Writable && parameter.Element.SpecialType == SpecialType.System_Int32,
        RoleShape.Count => parameter.Element.SpecialType == SpecialType.System_Int32 && parameter.Container == ParameterContainer.None,
        _ => ElementTypes.Of(parameter.Element) is not null && parameter.Container == ParameterContainer.None,
    };

    /// <summary>The types that fit, as a user would write them.</summary>
    public static string Describe(RoleShape shape, string element) => shape switch
    {
        RoleShape.Row => $"ReadOnlySpan<{element}>, Span<{element}> or {element}[]",
        RoleShape.WritableRow => $"Span<{element}> or {element}[]",
        RoleShape.Flags => "ReadOnlySpan<bool>, Span<bool> or bool[]",
        RoleShape.Indices => "ReadOnlySpan<int>, ReadOnlySpan<long>, a Span or an array of these",
        RoleShape.Columns => "ReadOnlySpan<int>, Span<int> or int[]",
        RoleShape.WritableColumns => "Span<int> or int[]",
        RoleShape.Count => "int",
        RoleShape.Token => "CancellationToken",
        _ => element,
    };

    private static bool IsOutput(Role role) => role is Role.Probabilities or Role.LogProbabilities or Role.Results or Role.Gradient or Role.Losses or Role.LogSumExp or Role.Entropy or Role.DenseWeights or Role.LogitsGradient or Role.PreparedLogits or Role.Importance or Role.ZLoss;
}
