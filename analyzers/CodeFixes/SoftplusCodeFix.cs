using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Analyzers;
using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>log(1 + exp(x)), log(1 − exp(x)), log(exp(a) + exp(b)) and log(1 / (1 + exp(−x))) as the stable functions of these names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SoftplusCodeFix : ScalarCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(NumericRule.NaiveSoftplus, NumericRule.LogOfOneMinusExponential);

    private protected override string Title => "Use the stable function";

    private protected override StableCall? Find(ExpressionSyntax expression, FormulaReader reader, SemanticModel model) => LogarithmOfSum.Find(expression, reader, model);
}
