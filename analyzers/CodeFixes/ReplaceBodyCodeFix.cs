using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Takes the hand-written body of a method away, so that the kernel is its body.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReplaceBodyCodeFix : PartialCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(Rule.MethodHasBody);

    private protected override string Title => "Replace the body with the kernel";

    private protected override bool RemovesBodies => true;

    // Where another part declares the method already, this one would declare it a second time.
    private protected override bool CanFix(MemberDeclarationSyntax member, ISymbol symbol) =>
        member is MethodDeclarationSyntax method
        && (method.Body is not null || method.ExpressionBody is not null)
        && symbol is IMethodSymbol { PartialDefinitionPart: null };
}
