namespace FusedKernels.Generator.Model;

/// <summary>The user's partial method and the types around it, as text that declares them again.</summary>
/// <param name="Namespace">The full namespace, escaped where needed; empty for the global one.</param>
/// <param name="ContainingTypes">From the outermost in, such as <c>partial class Losses&lt;T&gt;</c> (no modifiers but <c>partial</c>, no constraints, no base types).</param>
/// <param name="Modifiers">As written and in the order of C#, such as <c>public static partial</c> (also <c>virtual</c>, <c>override</c>, <c>new</c>, <c>unsafe</c>, …).</param>
/// <param name="ReturnsValue">True for a method that returns the element type, false for void.</param>
/// <param name="Name">The method's name, escaped where needed.</param>
/// <param name="KernelName">
/// The name of the emitted class, unique in the compilation: namespace, types and method joined by '_' (their own '_' doubled), then the
/// arity of generic types and, from the second overload on, its number.
/// </param>
internal sealed record MethodSpec(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Modifiers,
    bool ReturnsValue,
    string Name,
    string KernelName)
{
    /// <summary>The lines of the user's own documentation, inside <c>///</c>; none where there is none.</summary>
    public EquatableArray<string> Documentation { get; init; } = [];
}
