using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Replaces an expression of one number by a call of <c>StableMath</c>.</summary>
internal static class ScalarRewrite
{
    private const string HelperType = "FusedKernels.StableMath";

    /// <summary>The root with the call, or nothing where no expression around or inside the node computes such a function.</summary>
    /// <param name="root">The document.</param>
    /// <param name="node">What the diagnostic is reported at.</param>
    /// <param name="model">The document's.</param>
    /// <param name="find">What an expression computes.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static SyntaxNode? Apply(SyntaxNode root, SyntaxNode node, SemanticModel model, Func<ExpressionSyntax, FormulaReader, SemanticModel, StableCall?> find, CancellationToken cancellation)
    {
        if (model.Compilation.GetTypeByMetadataName(HelperType) is not { } helper)
        {
            return null;
        }

        foreach (ExpressionSyntax expression in Candidates(node, model, cancellation))
        {
            FormulaReader reader = new(model, cancellation);
            if (model.GetTypeInfo(expression, cancellation).Type is { SpecialType: SpecialType.System_Single or SpecialType.System_Double } type
                && find(expression, reader, model) is { } call)
            {
                return Replace(root, expression, call, type, helper, reader, model, cancellation);
            }
        }

        return null;
    }

    // The whole expression before its parts; then, where only a local's value was reported, the expressions that use the local.
    private static IEnumerable<ExpressionSyntax> Candidates(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        IEnumerable<ExpressionSyntax> around = node.AncestorsAndSelf()
            .TakeWhile(static each => each is not StatementSyntax and not AnonymousFunctionExpressionSyntax and not MemberDeclarationSyntax)
            .OfType<ExpressionSyntax>()
            .Reverse();
        IEnumerable<ExpressionSyntax> inside = node.DescendantNodes().OfType<ExpressionSyntax>();
        if (node.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { } declarator || model.GetDeclaredSymbol(declarator, cancellation) is not ILocalSymbol local)
        {
            return around.Concat(inside);
        }

        IEnumerable<ExpressionSyntax> uses = LocalValues.References(local, LocalValues.Scope(declarator), model, cancellation)
            .SelectMany(static name => name.Ancestors().TakeWhile(static each => each is not StatementSyntax).OfType<ExpressionSyntax>().Reverse());
        return around.Concat(inside).Concat(uses);
    }

    private static SyntaxNode Replace(
        SyntaxNode root, ExpressionSyntax expression, StableCall call, ITypeSymbol type, INamedTypeSymbol helper, FormulaReader reader, SemanticModel model, CancellationToken cancellation)
    {
        bool isSingle = type.SpecialType == SpecialType.System_Single;

        // (float)Math.Log(1 + Math.Exp(x)) of a float is a float's function, computed in doubles as ours is.
        ExpressionSyntax replaced = expression;
        if (!isSingle && call.Arguments.All(argument => IsSingle(argument, model)) && CastAround(expression, model) is { } cast)
        {
            (replaced, isSingle) = (cast, true);
        }

        (string name, bool needsUsing) = Usings.NameOf(helper, model, expression.SpanStart);
        StableCallWriter writer = new(name, isSingle, model, expression.SpanStart);
        ExpressionSyntax replacement = writer.Write(call);
        if (NeedsParentheses(replaced, replacement))
        {
            replacement = SyntaxFactory.ParenthesizedExpression(replacement);
        }

        if (replaced.Parent is ParenthesizedExpressionSyntax { Parent: not CastExpressionSyntax } parentheses && replacement is InvocationExpressionSyntax)
        {
            replaced = parentheses;
        }

        // The variable is declared with what it becomes.
        ExpressionStatementSyntax? step = (replaced as AssignmentExpressionSyntax)?.Parent as ExpressionStatementSyntax;
        if (step is not null)
        {
            replaced = LocalValues.FirstValueOf((AssignmentExpressionSyntax)replaced, model, cancellation)!;
        }

        replacement = Comments.Keep(replaced, replacement);
        UnusedLocals unused = UnusedLocals.Find(reader.Locals, step is null ? [replaced] : [replaced, step], model, cancellation);
        SyntaxNode changed = unused.Remove(root.TrackNodes(unused.Nodes.Append(replaced).Concat(step is null ? [] : [step])), current =>
        {
            current = current.ReplaceNode(current.GetCurrentNode(replaced)!, replacement);
            return step is null ? current : Statements.Remove(current, current.GetCurrentNode(step)!);
        });
        return needsUsing && call.UsesHelper ? Usings.Add(changed, "FusedKernels") : changed;
    }

    // A sum, product, quotient or sign is what is written here.
    private static bool NeedsParentheses(ExpressionSyntax replaced, ExpressionSyntax replacement) => replacement.IsKind(SyntaxKind.AddExpression)
        ? Parentheses.AreNeededForSum(replaced)
        : replacement is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax && replaced.Parent switch
    {
        BinaryExpressionSyntax parent when parent.Right == replaced => replacement is PrefixUnaryExpressionSyntax || parent.Kind() is SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression,
        PrefixUnaryExpressionSyntax or CastExpressionSyntax or MemberAccessExpressionSyntax => true,
        _ => false,
    };

    private static bool IsSingle(ExpressionSyntax argument, SemanticModel model) =>
        argument.SyntaxTree == model.SyntaxTree && model.GetTypeInfo(argument).Type?.SpecialType == SpecialType.System_Single;

    private static CastExpressionSyntax? CastAround(ExpressionSyntax expression, SemanticModel model)
    {
        SyntaxNode? parent = expression.Parent;
        while (parent is ParenthesizedExpressionSyntax)
        {
            parent = parent.Parent;
        }

        return parent is CastExpressionSyntax cast && model.GetTypeInfo(cast).Type?.SpecialType == SpecialType.System_Single ? cast : null;
    }
}
