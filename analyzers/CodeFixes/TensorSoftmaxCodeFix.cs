using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Analyzers;
using FusedKernels.CodeFixes.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary><c>TensorPrimitives.SoftMax(x, destination)</c>, which does not subtract the maximum, as a kernel.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TensorSoftmaxCodeFix : RewritingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(NumericRule.UnshiftedLibrarySoftmax);

    private protected override string Title => "Use a kernel";

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (FindCall(node, model, cancellation) is not ({ ArgumentList.Arguments: [var first, var second] } call, { } method))
        {
            return null;
        }

        bool isSwapped = first.NameColon?.Name.Identifier.ValueText == method.Parameters[1].Name;
        (ExpressionSyntax logits, ExpressionSyntax output) = isSwapped ? (second.Expression, first.Expression) : (first.Expression, second.Expression);
        SpecialType element = ((INamedTypeSymbol)method.Parameters[0].Type).TypeArguments[0].SpecialType;
        if (KernelMethod.Find(KernelKind.Softmax, element, call, model, cancellation) is not { } kernel
            || Rows.WithLengthOf(output, logits, model, cancellation) is not { } row)
        {
            return null;
        }

        // A kernel's parameters have other names than those by which the arguments may be given.
        ArgumentListSyntax arguments = call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
            [With(first, logits), With(second, row)], call.ArgumentList.Arguments.GetSeparators()));
        InvocationExpressionSyntax replacement = call
            .WithExpression(SyntaxFactory.IdentifierName(kernel.Name).WithTriviaFrom(call.Expression))
            .WithArgumentList(arguments);
        return kernel.Apply(root, [call], current => current.ReplaceNode(current.GetCurrentNode(call)!, replacement));
    }

    private static ArgumentSyntax With(ArgumentSyntax argument, ExpressionSyntax expression) =>
        SyntaxFactory.Argument(expression.WithoutTrivia()).WithTriviaFrom(argument);

    private static (InvocationExpressionSyntax? Call, IMethodSymbol? Method) FindCall(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        IEnumerable<InvocationExpressionSyntax> calls = node.AncestorsAndSelf().TakeWhile(static each => each is not StatementSyntax and not MemberDeclarationSyntax)
            .Concat(node.DescendantNodes())
            .OfType<InvocationExpressionSyntax>();
        foreach (InvocationExpressionSyntax call in calls)
        {
            if (model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol
                {
                    Name: "SoftMax", ContainingType: { Name: "TensorPrimitives", ContainingNamespace.Name: "Tensors" }, Parameters: [{ Type: INamedTypeSymbol { TypeArguments.Length: 1 } }, _],
                } method)
            {
                return (call, method);
            }
        }

        return default;
    }
}
