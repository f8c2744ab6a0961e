using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>
/// A walk over all probabilities of a row by <c>foreach</c> or LINQ, which takes the logarithm of each without knowing its place. Where it does nothing
/// else with a probability it can go over the logits instead; otherwise it needs an index.
/// </summary>
internal sealed class ProbabilityWalk
{
    private static readonly HashSet<string> Reductions = new(StringComparer.Ordinal) { "Sum", "Average", "Max", "Min" };

    private readonly ParameterSyntax? _parameter;
    private readonly bool _isIndexed;

    private ProbabilityWalk(SyntaxNode node, ExpressionSyntax sequence, ParameterSyntax? parameter, string name, bool isIndexed) =>
        (Node, Sequence, _parameter, Name, _isIndexed) = (node, sequence, parameter, name, isIndexed);

    /// <summary>The loop, or the call that a lambda is given to.</summary>
    public SyntaxNode Node { get; }

    /// <summary>The probabilities.</summary>
    public ExpressionSyntax Sequence { get; }

    /// <summary>The name of the index, or of a logit.</summary>
    public string Name { get; }

    /// <summary>The sequence, if the walk goes over it no more.</summary>
    public ExpressionSyntax? Left => _isIndexed ? null : Sequence;

    /// <summary>The walk whose variable a logarithm is taken of.</summary>
    public static ProbabilityWalk? Find(ExpressionSyntax argument, RowReader reader, SemanticModel model, CancellationToken cancellation)
    {
        if (ElementFormula.Bare(argument) is not IdentifierNameSyntax name
            || model.GetSymbolInfo(name, cancellation).Symbol is not { DeclaringSyntaxReferences: [var reference] } variable
            || Of(reference.GetSyntax(cancellation), model, cancellation) is not var (node, sequence, parameter)
            || reader.FactOf(sequence) != RowFact.Probabilities
            || reader.Facts.Row is not { } row
            || RowType.Of(model.GetTypeInfo(row, cancellation).Type) is not { } type)
        {
            return null;
        }

        // A lambda captures no span, and no reference.
        bool isCaptured = parameter is null || ((type.IsArray || type.IsList) && !IsByReference(row, model, cancellation));
        bool isAlone = reader.Extent.Length is null && LocalValues.References(variable, node, model, cancellation).Count() == 1;
        return !isCaptured ? null
            : isAlone ? new(node, sequence, parameter, FreeNames.At(node, "logit"), isIndexed: false)
            : CanIndex(node, sequence, model, cancellation) ? new(node, sequence, parameter, FreeNames.At(node, "i", "j", "k", "index"), isIndexed: true)
            : null;
    }

    /// <summary>How the logit of the walk's probability is written.</summary>
    public string Element(ExpressionSyntax logits, ExpressionSyntax? offset) => _isIndexed ? Rows.Element(logits, offset, Name) : Name;

    /// <summary>The walk over the logits, or with an index.</summary>
    /// <param name="current">The walk as it is now.</param>
    /// <param name="logits">The row.</param>
    /// <param name="model">The document's.</param>
    /// <param name="endOfLine">The document's.</param>
    public SyntaxNode Rewrite(SyntaxNode current, ExpressionSyntax logits, SemanticModel model, string endOfLine) =>
        !_isIndexed ? OverLogits(current, logits)
        : current is ForEachStatementSyntax loop ? Counted(loop, RowType.Of(model.GetTypeInfo(Sequence).Type)!.Length, endOfLine)
        : Indexed((InvocationExpressionSyntax)current);

    private static (SyntaxNode Node, ExpressionSyntax Sequence, ParameterSyntax? Parameter)? Of(SyntaxNode declaration, SemanticModel model, CancellationToken cancellation)
    {
        switch (declaration)
        {
            case ForEachStatementSyntax loop:
                return (loop, loop.Expression, null);
            case ParameterSyntax parameter when (parameter.Parent as LambdaExpressionSyntax ?? parameter.Parent?.Parent) is LambdaExpressionSyntax
                {
                    Parent: ArgumentSyntax { NameColon: null, Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call },
                } lambda
                && !lambda.Modifiers.Any()
                && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } } method:
                return (method.Name, ParametersOf(lambda)) switch
                {
                    ("Zip", [var first, _]) when first == parameter => (call, access.Expression, parameter),
                    ("Zip", [_, var second]) when second == parameter => (call, call.ArgumentList.Arguments[0].Expression, parameter),
                    ("Select", [_]) => (call, access.Expression, parameter),
                    (var reduction, [_]) when Reductions.Contains(reduction) => (call, access.Expression, parameter),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static ParameterSyntax[] ParametersOf(LambdaExpressionSyntax lambda) => lambda switch
    {
        SimpleLambdaExpressionSyntax simple => [simple.Parameter],
        ParenthesizedLambdaExpressionSyntax several => [.. several.ParameterList.Parameters],
        _ => [],
    };

    private static bool IsByReference(ExpressionSyntax row, SemanticModel model, CancellationToken cancellation) =>
        row.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => model.GetSymbolInfo(name, cancellation).Symbol is IParameterSymbol { RefKind: not RefKind.None } or ILocalSymbol { IsRef: true });

    private static bool CanIndex(SyntaxNode node, ExpressionSyntax sequence, SemanticModel model, CancellationToken cancellation) => node is ForEachStatementSyntax loop
        ? sequence is IdentifierNameSyntax && RowType.Of(model.GetTypeInfo(sequence, cancellation).Type) is not null && loop.AwaitKeyword.IsKind(SyntaxKind.None)
        : ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)node).Expression).Name.Identifier.ValueText != "Zip";

    private SyntaxNode OverLogits(SyntaxNode current, ExpressionSyntax logits)
    {
        ExpressionSyntax row = logits.WithoutTrivia();
        switch (current)
        {
            case ForEachStatementSyntax loop:
                return loop.WithExpression(row.WithTriviaFrom(loop.Expression)).WithIdentifier(Named(loop.Identifier));
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                LambdaExpressionSyntax lambda = (LambdaExpressionSyntax)call.ArgumentList.Arguments.Last().Expression;
                ParameterSyntax parameter = ParametersOf(lambda).First(each => each.Identifier.ValueText == _parameter!.Identifier.ValueText);
                call = call.ReplaceNode(parameter.Parent!, parameter.Parent!.ReplaceToken(parameter.Identifier, Named(parameter.Identifier)));
                access = (MemberAccessExpressionSyntax)call.Expression;
                bool isReceiver = Node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } && receiver == Sequence;
                ExpressionSyntax sequence = isReceiver ? access.Expression : call.ArgumentList.Arguments[0].Expression;
                return call.ReplaceNode(sequence, (isReceiver ? Exponent.Parenthesized(row) : row).WithTriviaFrom(sequence));
            default:
                return current;
        }
    }

    private SyntaxToken Named(SyntaxToken identifier) => SyntaxFactory.Identifier(identifier.LeadingTrivia, Name, identifier.TrailingTrivia);

    // for (int i = 0; i < p.Length; i++) { var v = p[i]; … }
    private ForStatementSyntax Counted(ForEachStatementSyntax loop, string length, string endOfLine)
    {
        (string indentation, _) = Statements.Layout(loop);
        string inside = indentation + "    ";
        string sequence = Sequence.WithoutTrivia().ToString();
        bool isOneLine = loop.Statement is BlockSyntax { OpenBraceToken: var brace } && !brace.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        string value = $"{loop.Type.WithoutTrivia()} {loop.Identifier.WithoutTrivia()} = {sequence}[{Name}];";
        StatementSyntax declaration = SyntaxFactory.ParseStatement(isOneLine ? value + " " : inside + value + endOfLine);
        StatementSyntax body = loop.Statement;
        string open = loop.CloseParenToken.TrailingTrivia.Any(Comments.IsComment) ? endOfLine + indentation + "{" + endOfLine : Braces.OfStatement(loop, indentation, endOfLine);
        ForStatementSyntax counted = (ForStatementSyntax)SyntaxFactory.ParseStatement($"for (int {Name} = 0; {Name} < {sequence}.{length}; {Name}++){open}{indentation}}}");
        BlockSyntax block = body is BlockSyntax given
            ? given.WithStatements(given.Statements.Insert(0, declaration))
            : ((BlockSyntax)counted.Statement).AddStatements(declaration, body.WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine))).WithTrailingTrivia(body.GetTrailingTrivia());
        bool keepsLine = body is BlockSyntax || loop.CloseParenToken.TrailingTrivia.Any(Comments.IsComment);
        return counted
            .WithCloseParenToken(keepsLine ? counted.CloseParenToken.WithTrailingTrivia(loop.CloseParenToken.TrailingTrivia) : counted.CloseParenToken)
            .WithStatement(block)
            .WithLeadingTrivia(loop.GetLeadingTrivia());
    }

    // p.Select((v, i) => …), and the sum of that.
    private InvocationExpressionSyntax Indexed(InvocationExpressionSyntax call)
    {
        MemberAccessExpressionSyntax access = (MemberAccessExpressionSyntax)call.Expression;
        LambdaExpressionSyntax lambda = (LambdaExpressionSyntax)call.ArgumentList.Arguments[0].Expression;
        string parameter = ParametersOf(lambda)[0].Identifier.Text;
        ParenthesizedLambdaExpressionSyntax head = (ParenthesizedLambdaExpressionSyntax)SyntaxFactory.ParseExpression($"({parameter}, {Name}) => 0");
        LambdaExpressionSyntax indexed = head.WithArrowToken(lambda.ArrowToken).WithBody(lambda.Body).WithTriviaFrom(lambda);
        InvocationExpressionSyntax select = call
            .ReplaceNode(lambda, indexed)
            .WithExpression(access.WithName(SyntaxFactory.IdentifierName("Select")));
        return access.Name.Identifier.ValueText == "Select"
            ? select
            : SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, select.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName(access.Name.Identifier.ValueText))).WithTrailingTrivia(call.GetTrailingTrivia());
    }
}
