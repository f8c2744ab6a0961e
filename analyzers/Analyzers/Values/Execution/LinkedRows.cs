using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Analyzers.Values;

/// <summary>A loop that goes from node to node, <c>n = n.Next</c>, goes through a row, whose elements the nodes are.</summary>
internal static class LinkedRows
{
    /// <summary>The member that leads to the next node, if the variable changes in no other way.</summary>
    public static string? LinkOf(ISymbol variable, IOperation loop)
    {
        string? link = null;
        foreach (SyntaxNode node in ChangedVariables.TypeOf(variable) is { IsReferenceType: true } or { TypeKind: TypeKind.Error } ? loop.Syntax.DescendantNodes() : [])
        {
            if (node is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var target } } step || target != variable.Name)
            {
                continue;
            }

            if (step is not { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var from }, Name.Identifier.ValueText: var name } }
                || from != target
                || (link ?? name) != name)
            {
                return null;
            }

            link = name;
        }

        return link;
    }

    /// <summary>The row that begins with a node, wherever in it: its second node is one of its nodes as well.</summary>
    public static Term RowOf(Term first, string link) => first switch
    {
        MemberTerm next when next.Name == link => RowOf(next.Instance, link),
        ElementTerm { Index: LoopTerm { IsIndex: true } } node => node.Row,
        _ => first,
    };
}
