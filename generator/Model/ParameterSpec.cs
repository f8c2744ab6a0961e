namespace FusedKernels.Generator.Model;

/// <summary>One parameter of the user's method.</summary>
/// <param name="Name">Its name, escaped where needed.</param>
/// <param name="Type">Its type as C# text with <c>global::</c>, with <c>this</c> and <c>scoped</c> where declared.</param>
/// <param name="Role">The part that it plays.</param>
/// <param name="Writable">True for <c>Span&lt;T&gt;</c> and <c>T[]</c>, false for <c>ReadOnlySpan&lt;T&gt;</c> and numbers.</param>
/// <param name="Element">The type of its elements, or its own where it is one value, as C# text.</param>
internal sealed record ParameterSpec(string Name, string Type, Role Role, bool Writable, string Element);
