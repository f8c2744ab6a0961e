using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator.Parsing;

/// <summary>How a parameter holds its elements.</summary>
internal enum ParameterContainer
{
    /// <summary>One value, no row.</summary>
    None,
    ReadOnlySpan,
    Span,
    Array,
}

/// <summary>One parameter as declared, before any rule is applied to it.</summary>
/// <param name="Symbol">The parameter itself.</param>
/// <param name="Syntax">Its declaration.</param>
/// <param name="Container">How it holds its elements.</param>
/// <param name="Element">The type of its elements, or its own type where it is one value.</param>
/// <param name="Role">The role from its <c>[KernelParameter]</c> or its name; null where neither names one.</param>
/// <param name="RoleArgument">The argument of its <c>[KernelParameter]</c> where that is no defined role.</param>
internal sealed record CandidateParameter(
    IParameterSymbol Symbol,
    ParameterSyntax Syntax,
    ParameterContainer Container,
    ITypeSymbol Element,
    Role? Role,
    SyntaxNode? RoleArgument)
{
    public bool Writable => Container is ParameterContainer.Span or ParameterContainer.Array;

    public static CandidateParameter Read(IParameterSymbol symbol, ParameterSyntax syntax, CancellationToken cancellation)
    {
        (ParameterContainer container, ITypeSymbol element) = KnownTypes.TakeApart(symbol.Type);
        AttributeData? attribute = symbol.GetAttributes().FirstOrDefault(data => KnownTypes.IsKernelParameterAttribute(data.AttributeClass));
        Role? role = Roles.Of(symbol);
        SyntaxNode? argument = attribute is not null && role is null
            ? (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax)?.ArgumentList?.Arguments.FirstOrDefault()
            : null;
        return new CandidateParameter(symbol, syntax, container, element, role, argument);
    }
}
