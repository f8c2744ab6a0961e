using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Analyzers.Values;

/// <summary>The names of a project's own small methods with an exponential: a body that calls one is as interesting as one that calls exp.</summary>
internal static class ExponentialWrappers
{
    private const int MaximumLength = 300;

    /// <summary>For one whose name says that it computes exponentials, their sum or probabilities.</summary>
    private const int MaximumHelperLength = 1500;

    private static readonly ConditionalWeakTable<SyntaxTree, FileScan> Scans = new();

    private static readonly ConditionalWeakTable<Compilation, TriggerScan> Tables = new();

    /// <summary>Where the file has something to look at.</summary>
    public static FileScan Scan(SyntaxTree tree) => Scans.GetValue(tree, static each => FileScan.Of(each));

    /// <summary>A scan for the names of all wrappers of the project.</summary>
    public static TriggerScan Of(Compilation compilation) => Tables.GetValue(compilation, static each =>
        TriggerScan.For(each.SyntaxTrees.SelectMany(static tree => Scan(tree).Wrappers).Concat(CallersOfKernels(each.SyntaxTrees)).Distinct(StringComparer.Ordinal)));

    /// <summary>A kernel may be called anything; whoever hands its probabilities on is a wrapper too.</summary>
    private static IEnumerable<string> CallersOfKernels(IEnumerable<SyntaxTree> trees)
    {
        TriggerScan kernels = TriggerScan.For(trees.SelectMany(static tree => Scan(tree).Kernels));
        return kernels.IsEmpty ? [] : trees.SelectMany(tree => MemberBodies.Around(tree.GetRoot(), kernels.In(Scan(tree).Text))).Select(FileScan.NameOf).OfType<string>();
    }

    internal sealed record FileScan(string Text, IReadOnlyList<int> Positions, IReadOnlyList<string> Wrappers, IReadOnlyList<string> Kernels, IReadOnlyList<string> PartialTypes)
    {
        public static FileScan Of(SyntaxTree tree)
        {
            string text = tree.GetText().ToString();
            int[] positions = [.. TriggerScan.Default.In(text)];
            SyntaxNode[] bodies = positions.Length == 0 ? [] : [.. MemberBodies.Around(tree.GetRoot(), positions)];
            return new FileScan(
                text,
                positions,
                [.. bodies.Select(NameOf).OfType<string>()],
                [.. bodies.OfType<MethodDeclarationSyntax>().Where(IsKernel).Select(static each => each.Identifier.ValueText)],
                [.. bodies.SelectMany(static each => each.Ancestors().OfType<TypeDeclarationSyntax>()).Where(Values.PartialTypes.IsPartial).Select(static each => each.Identifier.ValueText).Distinct(StringComparer.Ordinal)]);
        }

        /// <summary>Whether the package writes it; what is called a softmax is found by that.</summary>
        private static bool IsKernel(MethodDeclarationSyntax method) => method is { Body: null, ExpressionBody: null, AttributeLists.Count: > 0 } && !Library.IsSoftmax(method.Identifier.ValueText);

        private static bool IsWrapper(MethodDeclarationSyntax method) =>
            IsKernel(method)
            || (method.Span.Length <= MaximumLength && (method.ReturnType is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } || method.ExpressionBody is not null || method.Body?.Statements.Count == 1 || FillsRows(method)))
            || (method.Span.Length <= MaximumHelperLength && (Has(method, "exp") || Has(method, "sum") || Has(method, "prob")));

        /// <summary>Into what it is given.</summary>
        private static bool FillsRows(MethodDeclarationSyntax method) => method.ParameterList.Parameters.Any(static each => each.Type is ArrayTypeSyntax or GenericNameSyntax);

        private static bool Has(MethodDeclarationSyntax method, string part) => method.Identifier.ValueText.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

        public static string? NameOf(SyntaxNode body) => body switch
        {
            MethodDeclarationSyntax method when IsWrapper(method) => method.Identifier.ValueText,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax field } => field.Identifier.ValueText,
            _ => null,
        };
    }
}
