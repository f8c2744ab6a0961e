using System.Collections.Immutable;
using System.Composition;
using FusedKernels.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Makes a kernel method, or a type around one, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakePartialCodeFix : PartialCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(Rule.MethodNotPartial, Rule.ContainingTypeNotPartial);

    private protected override string Title => "Make partial";

    private protected override bool RemovesBodies => false;

    // A method with a body would be an implementation part without its definition: that is for the other fix.
    private protected override bool CanFix(MemberDeclarationSyntax member, ISymbol symbol) =>
        member is TypeDeclarationSyntax or MethodDeclarationSyntax { Body: null, ExpressionBody: null };
}
