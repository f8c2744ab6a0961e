using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Analyzers;
using FusedKernels.CodeFixes.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace FusedKernels.CodeFixes;

/// <summary>A softmax or log-sum-exp that is right as it is written, or computes its exponentials twice: a kernel, where one fits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class HandWrittenKernelCodeFix : RewritingCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(NumericRule.HandWrittenKernel, NumericRule.ExponentialTwice);

    private protected override string Title => "Use a kernel";

    private protected override SyntaxNode? Rewrite(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        RowRewrite.Apply(root, node, model, cancellation);
}
