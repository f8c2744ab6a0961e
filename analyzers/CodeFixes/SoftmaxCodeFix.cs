using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Analyzers;
using FusedKernels.CodeFixes.Kernels;
using FusedKernels.CodeFixes.Shifting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FusedKernels.CodeFixes;

/// <summary>A hand-written softmax or log-sum-exp: a kernel where one fits, a stable function of two numbers, or the maximum subtracted in place.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SoftmaxCodeFix : RewritingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(NumericRule.NaiveSoftmax, NumericRule.LogOfSumOfExponentials);

    private protected override string Title => "Make it stable";

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        RowRewrite.Apply(root, node, model, cancellation)
        ?? ScalarRewrite.Apply(root, node, model, LogarithmOfSum.Find, cancellation)
        ?? ScalarRewrite.Apply(root, node, model, RatioCodeFix.FindQuotient, cancellation)
        ?? MaximumShift.Find(node, model, cancellation)?.Apply(root, model);
}
