using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Analyzers;
using FusedKernels.CodeFixes.Kernels;
using FusedKernels.CodeFixes.Shifting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary><c>TensorPrimitives.SoftMax(x, destination)</c>, which does not subtract the maximum, as a kernel; <c>Tensor.SoftMax</c>, which none takes, with its maximum subtracted before.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TensorSoftmaxCodeFix : RewritingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(NumericRule.UnshiftedLibrarySoftmax);

    private protected override string Title => "Make it stable";

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (ShiftTensor(root, node, model, cancellation) is { } shifted)
        {
            return shifted;
        }

        if (FindCall("TensorPrimitives", node, model, cancellation) is not ({ ArgumentList.Arguments: [var first, var second] } call, { } method))
        {
            return null;
        }

        bool isSwapped = first.NameColon?.Name.Identifier.ValueText == method.Parameters[1].Name;
        (ExpressionSyntax logits, ExpressionSyntax output) = isSwapped ? (second.Expression, first.Expression) : (first.Expression, second.Expression);
        SpecialType element = ((INamedTypeSymbol)method.Parameters[0].Type).TypeArguments[0].SpecialType;
        if (Rows.WithLengthOf(output, logits, model, cancellation) is not { } row)
        {
            return null;
        }

        if (KernelMethod.Find(KernelKind.Softmax, element, call, model, cancellation) is not { } kernel)
        {
            return ShiftRow(root, call, logits, row, model);
        }

        // A kernel's parameters have other names than those by which the arguments may be given.
        ArgumentListSyntax arguments = call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(
            [With(first, logits), With(second, row)], call.ArgumentList.Arguments.GetSeparators()));
        InvocationExpressionSyntax replacement = call
            .WithExpression(SyntaxFactory.ParseExpression(kernel.Name).WithTriviaFrom(call.Expression))
            .WithArgumentList(arguments);
        return kernel.Apply(root, [call], current => current.ReplaceNode(current.GetCurrentNode(call)!, replacement));
    }

    // TensorPrimitives.Subtract(x, max, y), then the softmax of y in place, for elements that no kernel takes.
    private static SyntaxNode? ShiftRow(SyntaxNode root, InvocationExpressionSyntax call, ExpressionSyntax logits, ExpressionSyntax output, SemanticModel model)
    {
        if (call is not { Parent: ExpressionStatementSyntax statement, Expression: MemberAccessExpressionSyntax { Expression: var primitives } }
            || Statements.In(statement.Parent!).Count == 0
            || !Rows.IsRepeatable(logits) || !Rows.IsRepeatable(output)
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol { Parameters: [{ Type: INamedTypeSymbol { TypeArguments: [var type] } }, ..] }
            || (type is ITypeParameterSymbol parameter && !ShiftType.IsNumber(parameter)))
        {
            return null;
        }

        string element = type.ToMinimalDisplayString(model, call.SpanStart);
        string shift = $"{primitives}.Subtract<{element}>({logits.WithoutTrivia()}, {primitives}.Max<{element}>({logits.WithoutTrivia()}), {output.WithoutTrivia()});";
        (string indentation, string endOfLine) = Statements.Layout(statement);
        StatementSyntax first = SyntaxFactory.ParseStatement(shift + endOfLine).WithLeadingTrivia(statement.GetLeadingTrivia());
        string softmax = $"{primitives}.SoftMax<{element}>({output.WithoutTrivia()}, {output.WithoutTrivia()});";
        StatementSyntax second = SyntaxFactory.ParseStatement(indentation + softmax).WithTrailingTrivia(statement.GetTrailingTrivia());
        return Statements.Replace(root, statement, [first, second]);
    }

    private static SyntaxNode? ShiftTensor(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (FindCall("Tensor", node, model, cancellation) is not ({ ArgumentList.Arguments: [{ NameColon: null, Expression: var logits } argument, ..], Expression: MemberAccessExpressionSyntax { Expression: var tensor } }, { } method) || !Rows.IsRepeatable(logits))
        {
            return null;
        }

        string element = method.TypeArguments[0].ToMinimalDisplayString(model, node.SpanStart);
        string row = logits.WithoutTrivia().ToString();
        return root.ReplaceNode(argument, With(argument, SyntaxFactory.ParseExpression($"{tensor}.Subtract<{element}>({row}, {tensor}.Max<{element}>({row}))")));
    }

    private static ArgumentSyntax With(ArgumentSyntax argument, ExpressionSyntax expression) =>
        SyntaxFactory.Argument(expression.WithoutTrivia()).WithTriviaFrom(argument);

    private static (InvocationExpressionSyntax? Call, IMethodSymbol? Method) FindCall(string type, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        foreach (InvocationExpressionSyntax call in Candidates.At(node).OfType<InvocationExpressionSyntax>())
        {
            if (model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol
                {
                    Name: "SoftMax", ContainingType.ContainingNamespace.Name: "Tensors", TypeArguments.Length: <= 1, Parameters: [{ Type: INamedTypeSymbol { TypeArguments.Length: 1 } }, ..],
                } method
                && method.ContainingType.Name == type)
            {
                return (call, method);
            }
        }

        return default;
    }
}
