namespace FusedKernels.Generator.Model;

/// <summary>Everything that decides the text of one kernel: the only value that the incremental pipeline caches.</summary>
/// <param name="Kernel">The <see cref="KernelDefinition.Name"/> in the catalogue.</param>
/// <param name="Element">The type of a row's elements.</param>
/// <param name="Method">The user's partial method, as it must be declared again.</param>
/// <param name="Parameters">The parameters in the order of declaration.</param>
/// <param name="Options">What the attribute says.</param>
/// <param name="AllowUnsafe">True where the user's project allows unsafe blocks, and so stores that bypass the cache. The bits are the same.</param>
internal sealed record KernelSpec(
    string Kernel,
    ElementType Element,
    MethodSpec Method,
    EquatableArray<ParameterSpec> Parameters,
    KernelOptions Options,
    bool AllowUnsafe)
{
    public ParameterSpec? Find(Role role) => Parameters.FirstOrDefault(parameter => parameter.Role == role);

    public bool Has(Role role) => Find(role) is not null;
}
