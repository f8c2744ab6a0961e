using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>log(p / q) of two probabilities, as the difference of their logarithms: either may be 0 where its logarithm is a number.</summary>
internal static class RatioLogarithm
{
    public static SyntaxNode? Apply(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        foreach (InvocationExpressionSyntax logarithm in Candidates.At(node).OfType<InvocationExpressionSyntax>())
        {
            if (MathCalls.LogArgument(logarithm, model) is { } argument
                && ElementFormula.Bare(argument) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } quotient
                && Apply(root, logarithm, quotient, model, cancellation) is { } changed)
            {
                return changed;
            }
        }

        return null;
    }

    private static SyntaxNode? Apply(SyntaxNode root, InvocationExpressionSyntax logarithm, BinaryExpressionSyntax quotient, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxAnnotation[] marks = [new(), new()];
        BinaryExpressionSyntax difference = Exponent.Binary(SyntaxKind.SubtractExpression, Of(quotient.Left, logarithm, marks[0]), Of(quotient.Right, logarithm, marks[1]));
        SyntaxNode? changed = root.ReplaceNode(logarithm, Parentheses.AroundSum(difference, logarithm).WithTriviaFrom(logarithm));
        foreach (SyntaxAnnotation mark in marks)
        {
            SyntaxTree tree = model.SyntaxTree.WithRootAndOptions(changed, model.SyntaxTree.Options);
            SemanticModel inside = model.Compilation.ReplaceSyntaxTree(model.SyntaxTree, tree).GetSemanticModel(tree);
            changed = tree.GetRoot(cancellation);
            if (changed.GetAnnotatedNodes(mark).FirstOrDefault() is not ExpressionSyntax each
                || MathCalls.LogArgument(each, inside) is not { } probability
                || TargetLogarithm.Replace(changed, each, probability, inside, cancellation) is not { } next)
            {
                return null;
            }

            changed = next;
        }

        return changed;
    }

    private static InvocationExpressionSyntax Of(ExpressionSyntax probability, InvocationExpressionSyntax logarithm, SyntaxAnnotation mark) => logarithm
        .WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(probability.WithoutTrivia()))))
        .WithoutTrivia()
        .WithAdditionalAnnotations(mark);
}
