using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Analyzers;
using FusedKernels.CodeFixes.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FusedKernels.CodeFixes;

/// <summary>The logarithm of a softmax: the log-softmax kernel for a row, log-sum-exp for one element, log-sigmoid for two classes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LogSoftmaxCodeFix : RewritingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(NumericRule.LogOfSoftmax);

    private protected override string Title => "Take the logarithm without the probabilities";

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        RowRewrite.Apply(root, node, model, cancellation)
        ?? TargetLogarithm.Apply(root, node, model, cancellation)
        ?? RatioLogarithm.Apply(root, node, model, cancellation)
        ?? ScalarRewrite.Apply(root, node, model, LogarithmOfSum.Find, cancellation)
        ?? LogarithmOfQuotient.Apply(root, node, model, cancellation);
}
