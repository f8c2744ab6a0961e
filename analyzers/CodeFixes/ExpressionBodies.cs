using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Gives a function that is one expression a block, in which there is room for statements.</summary>
internal static class ExpressionBodies
{
    /// <summary>The functions around a node that are one expression, the innermost first.</summary>
    public static IEnumerable<SyntaxNode> Around(SyntaxNode node) => node.Ancestors().Where(static each => each is MethodDeclarationSyntax { ExpressionBody: not null }
        or LocalFunctionStatementSyntax { ExpressionBody: not null }
        or PropertyDeclarationSyntax { ExpressionBody: not null }
        or LambdaExpressionSyntax { ExpressionBody: not null, AsyncKeyword.RawKind: 0 });

    /// <summary>A function with a block that returns its expression, or nothing where it returns none.</summary>
    /// <param name="function">The function.</param>
    /// <param name="copy">The same with annotations.</param>
    /// <param name="model">The document's.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static SyntaxNode? Expand(SyntaxNode function, SyntaxNode copy, SemanticModel model, CancellationToken cancellation)
    {
        IMethodSymbol? symbol = function switch
        {
            LambdaExpressionSyntax lambda => model.GetSymbolInfo(lambda, cancellation).Symbol as IMethodSymbol,
            PropertyDeclarationSyntax property => (model.GetDeclaredSymbol(property, cancellation) as IPropertySymbol)?.GetMethod,
            _ => model.GetDeclaredSymbol(function, cancellation) as IMethodSymbol,
        };
        if (symbol is not { ReturnsVoid: false, IsAsync: false })
        {
            return null;
        }

        string endOfLine = Usings.EndOfLine(function.SyntaxTree.GetRoot(cancellation));
        string indentation = Indentation(function);
        switch (copy)
        {
            case MethodDeclarationSyntax { ExpressionBody: { } body } method:
                BlockSyntax block = Block(body.ArrowToken, body.Expression, indentation, endOfLine).WithTrailingTrivia(method.SemicolonToken.TrailingTrivia);
                return EndLine(method.WithExpressionBody(null).WithSemicolonToken(default), endOfLine).WithBody(block);
            case LocalFunctionStatementSyntax { ExpressionBody: { } body } local:
                BlockSyntax inner = Block(body.ArrowToken, body.Expression, indentation, endOfLine).WithTrailingTrivia(local.SemicolonToken.TrailingTrivia);
                return EndLine(local.WithExpressionBody(null).WithSemicolonToken(default), endOfLine).WithBody(inner);
            case PropertyDeclarationSyntax { ExpressionBody: { } body } property:
                SyntaxTrivia line = SyntaxFactory.EndOfLine(endOfLine);
                AccessorDeclarationSyntax getter = SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration)
                    .WithKeyword(SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(indentation + "    ")), SyntaxKind.GetKeyword, SyntaxFactory.TriviaList(line)))
                    .WithBody(Block(body.ArrowToken, body.Expression, indentation + "    ", endOfLine).WithTrailingTrivia(line));
                AccessorListSyntax accessors = SyntaxFactory.AccessorList(
                    SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(indentation)), SyntaxKind.OpenBraceToken, SyntaxFactory.TriviaList(line)),
                    SyntaxFactory.SingletonList(getter),
                    SyntaxFactory.Token(SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(indentation)), SyntaxKind.CloseBraceToken, property.SemicolonToken.TrailingTrivia));
                return EndLine(property.WithExpressionBody(null).WithSemicolonToken(default), endOfLine).WithAccessorList(accessors);
            case LambdaExpressionSyntax { ExpressionBody: { } body } lambda:
                BlockSyntax statements = Block(lambda.ArrowToken, body, indentation, endOfLine).WithTrailingTrivia(body.GetTrailingTrivia());
                return lambda.WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine))).WithBody(statements);
            default:
                return null;
        }
    }

    private static BlockSyntax Block(SyntaxToken arrow, ExpressionSyntax expression, string indentation, string endOfLine)
    {
        SyntaxTrivia line = SyntaxFactory.EndOfLine(endOfLine);
        SyntaxTrivia inside = SyntaxFactory.Whitespace(indentation + "    ");
        IEnumerable<SyntaxTrivia> comments = arrow.TrailingTrivia.Concat(expression.GetLeadingTrivia()).Where(Comments.IsComment).SelectMany(comment => new[] { inside, comment, line });
        ReturnStatementSyntax statement = SyntaxFactory.ReturnStatement(
            SyntaxFactory.Token(SyntaxFactory.TriviaList(comments).Add(inside), SyntaxKind.ReturnKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
            expression.WithoutTrivia(),
            SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.SemicolonToken, SyntaxFactory.TriviaList(line)));
        SyntaxTriviaList outside = SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(indentation));
        return SyntaxFactory.Block(
            SyntaxFactory.Token(outside, SyntaxKind.OpenBraceToken, SyntaxFactory.TriviaList(line)),
            SyntaxFactory.SingletonList<StatementSyntax>(statement),
            SyntaxFactory.Token(outside, SyntaxKind.CloseBraceToken, SyntaxFactory.TriviaList()));
    }

    // The brace stands on a line of its own.
    private static T EndLine<T>(T head, string endOfLine)
        where T : SyntaxNode
    {
        SyntaxTriviaList trailing = head.GetTrailingTrivia();
        return trailing.Any(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            ? head
            : head.WithTrailingTrivia(SyntaxFactory.TriviaList(trailing.Reverse().SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()).Add(SyntaxFactory.EndOfLine(endOfLine)));
    }

    // The white space before the statement or member that a function is, or is in.
    private static string Indentation(SyntaxNode function)
    {
        SyntaxNode line = function.AncestorsAndSelf().First(static each => each is StatementSyntax or MemberDeclarationSyntax);
        return string.Concat(line.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().Select(static trivia => trivia.ToString()));
    }
}
