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

        Layout layout = Layout.At(function, cancellation);
        switch (copy)
        {
            case MethodDeclarationSyntax { ExpressionBody: { } body } method:
                MethodDeclarationSyntax head = layout.EndHead(method.WithExpressionBody(null).WithSemicolonToken(default));
                return head.WithBody(layout.Block(head, body.ArrowToken, body.Expression).WithTrailingTrivia(method.SemicolonToken.TrailingTrivia));
            case LocalFunctionStatementSyntax { ExpressionBody: { } body } local:
                LocalFunctionStatementSyntax inner = layout.EndHead(local.WithExpressionBody(null).WithSemicolonToken(default));
                return inner.WithBody(layout.Block(inner, body.ArrowToken, body.Expression).WithTrailingTrivia(local.SemicolonToken.TrailingTrivia));
            case PropertyDeclarationSyntax { ExpressionBody: { } body } property:
                return layout.WithGetter(layout.EndHead(property.WithExpressionBody(null).WithSemicolonToken(default)), body).WithTrailingTrivia(property.SemicolonToken.TrailingTrivia);
            case LambdaExpressionSyntax { ExpressionBody: { } body } lambda:
                LambdaExpressionSyntax opened = lambda.WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(layout.BeforeBrace));
                return opened.WithBody(layout.Block(opened.ArrowToken.TrailingTrivia, lambda.ArrowToken, body).WithTrailingTrivia(body.GetTrailingTrivia()));
            default:
                return null;
        }
    }

    /// <summary>How the lines of a new block are laid out.</summary>
    private sealed record Layout(string Indentation, SyntaxTrivia Line, bool BracesStandBehind)
    {
        public static Layout At(SyntaxNode function, CancellationToken cancellation)
        {
            // The white space before the statement or member that a function is, or is in.
            SyntaxNode line = function.AncestorsAndSelf().First(static each => each is StatementSyntax or MemberDeclarationSyntax);
            return new(CodeFixes.Indentation.Of(line), SyntaxFactory.EndOfLine(Usings.EndOfLine(function.SyntaxTree.GetRoot(cancellation))), Braces.StandBehindFunctions(function));
        }

        public SyntaxTrivia BeforeBrace => BracesStandBehind ? SyntaxFactory.Space : Line;

        private Layout Inside => this with { Indentation = Indentation + "    " };

        private SyntaxTrivia Margin => SyntaxFactory.Whitespace(Indentation);

        /// <summary>The head, up to where the brace stands: behind a comment there is a new line for it.</summary>
        public T EndHead<T>(T head)
            where T : SyntaxNode
        {
            SyntaxTriviaList trailing = head.GetTrailingTrivia();
            return trailing.Any(Comments.IsComment)
                ? trailing.Any(SyntaxKind.EndOfLineTrivia) ? head : head.WithTrailingTrivia(trailing.Reverse().SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().Append(Line))
                : head.WithTrailingTrivia(BeforeBrace);
        }

        public BlockSyntax Block(SyntaxNode head, SyntaxToken arrow, ExpressionSyntax expression) => Block(head.GetTrailingTrivia(), arrow, expression);

        public BlockSyntax Block(SyntaxTriviaList before, SyntaxToken arrow, ExpressionSyntax expression)
        {
            IEnumerable<SyntaxTrivia> comments = arrow.TrailingTrivia.Concat(expression.GetLeadingTrivia()).Where(Comments.IsComment).SelectMany(comment => new[] { Inside.Margin, comment, Line });
            ReturnStatementSyntax statement = SyntaxFactory.ReturnStatement(
                SyntaxFactory.Token(SyntaxFactory.TriviaList(comments).Add(Inside.Margin), SyntaxKind.ReturnKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
                expression.WithoutTrivia(),
                SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.SemicolonToken, SyntaxFactory.TriviaList(Line)));
            return SyntaxFactory.Block(Open(before), SyntaxFactory.SingletonList<StatementSyntax>(statement), Close());
        }

        public PropertyDeclarationSyntax WithGetter(PropertyDeclarationSyntax head, ArrowExpressionClauseSyntax body)
        {
            AccessorDeclarationSyntax getter = SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration)
                .WithKeyword(SyntaxFactory.Token(SyntaxFactory.TriviaList(Inside.Margin), SyntaxKind.GetKeyword, SyntaxFactory.TriviaList(BeforeBrace)));
            getter = getter.WithBody(Inside.Block(getter, body.ArrowToken, body.Expression).WithTrailingTrivia(Line));
            return head.WithAccessorList(SyntaxFactory.AccessorList(Open(head.GetTrailingTrivia()), SyntaxFactory.SingletonList(getter), Close()));
        }

        private SyntaxToken Open(SyntaxTriviaList before) => SyntaxFactory.Token(
            before.Any(SyntaxKind.EndOfLineTrivia) ? SyntaxFactory.TriviaList(Margin) : SyntaxFactory.TriviaList(), SyntaxKind.OpenBraceToken, SyntaxFactory.TriviaList(Line));

        private SyntaxToken Close() => SyntaxFactory.Token(SyntaxFactory.TriviaList(Margin), SyntaxKind.CloseBraceToken, SyntaxFactory.TriviaList());
    }
}
