using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator;

/// <summary>One line of <see cref="KernelCatalog"/>: an attribute, the roles it allows, and the operator behind it.</summary>
/// <param name="Name">The attribute's name without <see cref="Prefix"/> and "Attribute".</param>
/// <param name="Title">The operator's name in a sentence.</param>
/// <param name="Output">The role that holds a result for each element, or for each row (<see cref="Role.Results"/>, <see cref="Role.Losses"/>).</param>
/// <param name="Roles">The roles that its parameters can have.</param>
/// <param name="Define">The operator as a row program.</param>
internal sealed record KernelDefinition(string Name, string Title, Role Output, IReadOnlyList<Role> Roles, Func<KernelSpec, RowProgram> Define)
{
    /// <summary>The role of the rows that it starts from.</summary>
    public Role Input { get; init; } = Role.Logits;

    /// <summary>The properties that its attribute has from others, and that it has no use for.</summary>
    public IReadOnlyList<string> OptionsWithoutUse { get; init; } = [];

    /// <summary>What the attribute's name begins with.</summary>
    public string Prefix { get; init; } = "Fused";

    public string AttributeName => $"FusedKernels.{Prefix}{Name}Attribute";

    /// <summary>True where each row is reduced to one value.</summary>
    public bool Reduces => Output is Role.Results or Role.Losses;

    /// <summary>True where a row is compared with a target, and the rows' losses reduced.</summary>
    public bool IsLoss => Output == Role.Losses;

    /// <summary>True where columns of each row are selected, and weighed.</summary>
    public bool Selects => Output == Role.Weights;

    /// <summary>True where the derivatives of what was selected are added to the columns that they belong to.</summary>
    public bool Scatters => Output == Role.LogitsGradient;

    /// <summary>True where each column then chooses rows by the results.</summary>
    public bool ChoosesRows { get; init; }

    /// <summary>True where the attribute has a gate's properties.</summary>
    public bool Routes => Selects || Scatters;

    /// <summary>True where the columns are experts.</summary>
    public bool HasExperts => Routes || ChoosesRows;
}
