using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Replaces an expression of one number by a call of <c>StableMath</c>.</summary>
public abstract class ScalarCodeFix : RewritingCodeFix
{
    private protected ScalarCodeFix()
    {
    }

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        ScalarRewrite.Apply(root, node, model, Find, cancellation);

    /// <summary>What an expression computes, if it is one of those that this fix is for.</summary>
    private protected abstract StableCall? Find(ExpressionSyntax expression, FormulaReader reader, SemanticModel model);
}
