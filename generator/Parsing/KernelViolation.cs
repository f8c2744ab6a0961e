using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Parsing;

/// <summary>One reason why a method has no kernel. Lives only while it is being looked at: nothing of it is cached.</summary>
/// <param name="Rule">The id of the broken <see cref="Parsing.Rule"/>; null where the compiler's own error says it already.</param>
/// <param name="Where">What the user has to change.</param>
/// <param name="Arguments">What the rule's message is filled with.</param>
internal sealed record KernelViolation(string? Rule, SyntaxNodeOrToken Where, params string[] Arguments);
