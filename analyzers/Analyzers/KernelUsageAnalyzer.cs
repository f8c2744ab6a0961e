using System.Collections.Immutable;
using FusedKernels.Generator;
using FusedKernels.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers;

/// <summary>Says why an annotated method gets no kernel. The reasons are the parser's own: both ask <see cref="KernelValidation"/>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KernelUsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DiagnosticDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KernelCatalog.All.Any(kernel => start.Compilation.GetTypeByMetadataName(kernel.AttributeName) is not null))
            {
                // All that AttributeTargets.Method lets an attribute stand on, so that none is ignored in silence.
                start.RegisterSyntaxNodeAction(
                    Analyze,
                    SyntaxKind.MethodDeclaration,
                    SyntaxKind.LocalFunctionStatement,
                    SyntaxKind.ParenthesizedLambdaExpression,
                    SyntaxKind.SimpleLambdaExpression,
                    SyntaxKind.OperatorDeclaration,
                    SyntaxKind.ConversionOperatorDeclaration,
                    SyntaxKind.GetAccessorDeclaration,
                    SyntaxKind.SetAccessorDeclaration,
                    SyntaxKind.InitAccessorDeclaration,
                    SyntaxKind.AddAccessorDeclaration,
                    SyntaxKind.RemoveAccessorDeclaration,
                    SyntaxKind.DestructorDeclaration);
            }
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (!AttributeLists.Any(context.Node)
            || FindMethod(context) is not { } method
            || KernelCandidate.Read(context.Node, method, context.CancellationToken) is not { } candidate)
        {
            return;
        }

        foreach (KernelViolation violation in KernelValidation.Validate(candidate, context.CancellationToken))
        {
            if (violation is { Rule: { } rule, Where: var where } && where.GetLocation() is { } location)
            {
                context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.Find(rule), location, messageArgs: violation.Arguments));
            }
        }
    }

    private static IMethodSymbol? FindMethod(SyntaxNodeAnalysisContext context) =>
        (context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)
            ?? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol) as IMethodSymbol;
}
