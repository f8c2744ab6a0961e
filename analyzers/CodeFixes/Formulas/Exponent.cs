using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Formulas;

/// <summary>What an exponential is taken of: a multiple of an expression. Two are equal where scale and spelling are.</summary>
/// <param name="Scale">The constant factor; 0 for the exponent of a constant.</param>
/// <param name="Text">The expression without its trivia.</param>
/// <param name="Base">The expression.</param>
/// <param name="Spelling">How the source writes the whole multiple, where it does.</param>
internal readonly record struct Exponent(double Scale, string Text, ExpressionSyntax? Base, ExpressionSyntax? Spelling)
{
    public static Exponent Zero { get; } = new(0, "", null, null);

    public bool Equals(Exponent other) => Scale.Equals(other.Scale) && string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override int GetHashCode() => Scale.GetHashCode() ^ StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>An expression with its constant factors taken out.</summary>
    public static Exponent Of(ExpressionSyntax expression, SemanticModel model)
    {
        (double scale, ExpressionSyntax rest) = Split(expression, model);
        return new(scale, SyntaxFactory.ParseExpression(rest.ToString()).NormalizeWhitespace().ToString(), rest, expression);
    }

    /// <summary>The exponent of the product of two exponentials, if it has one base.</summary>
    public Exponent? Plus(Exponent other) =>
        other.Scale == 0 ? this
        : Scale == 0 ? other
        : !string.Equals(Text, other.Text, StringComparison.Ordinal) ? null
        : Scale + other.Scale == 0 ? Zero
        : new Exponent(Scale + other.Scale, Text, Base, null);

    public Exponent Times(double factor) => this with { Scale = Scale * factor, Spelling = null };

    /// <summary>a − b, as an exponent of its own.</summary>
    public static Exponent Difference(Exponent a, Exponent b)
    {
        ExpressionSyntax Write(Exponent each, bool isSubtracted)
        {
            ExpressionSyntax expression = each.ToExpression(false);
            return isSubtracted && expression is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or ConditionalExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(expression) : expression;
        }

        ExpressionSyntax difference = Binary(SyntaxKind.SubtractExpression, Write(a, false), Write(b, true));
        return new Exponent(1, difference.ToString(), a.Base, difference);
    }

    /// <summary>a + b, as an exponent of its own.</summary>
    public static Exponent Sum(Exponent a, Exponent b)
    {
        (ExpressionSyntax left, ExpressionSyntax right) = (a.ToExpression(false), b.ToExpression(false));
        ExpressionSyntax sum = Binary(
            SyntaxKind.AddExpression,
            left is ConditionalExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(left) : left,
            right is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or ConditionalExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(right) : right);
        return new Exponent(1, sum.ToString(), a.Base, sum);
    }

    /// <summary>The multiple as an expression.</summary>
    public ExpressionSyntax ToExpression(bool isSingle)
    {
        if (Spelling is not null)
        {
            return Spelling.WithoutTrivia();
        }

        ExpressionSyntax operand = Parenthesized(Base!.WithoutTrivia());
        return Scale switch
        {
            1 => Base!.WithoutTrivia(),
            -1 => SyntaxFactory.PrefixUnaryExpression(SyntaxKind.UnaryMinusExpression, operand),
            0.5 => Binary(SyntaxKind.DivideExpression, operand, Literal(2, isSingle)),
            -0.5 => Binary(SyntaxKind.DivideExpression, SyntaxFactory.PrefixUnaryExpression(SyntaxKind.UnaryMinusExpression, operand), Literal(2, isSingle)),
            _ => Binary(SyntaxKind.MultiplyExpression, Literal(Scale, isSingle), operand),
        };
    }

    public static BinaryExpressionSyntax Binary(SyntaxKind kind, ExpressionSyntax left, ExpressionSyntax right)
    {
        BinaryExpressionSyntax binary = SyntaxFactory.BinaryExpression(kind, left, right);
        return binary.WithOperatorToken(binary.OperatorToken.WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space));
    }

    public static ExpressionSyntax Literal(double value, bool isSingle)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return SyntaxFactory.ParseExpression(isSingle ? text + "f" : text);
    }

    /// <summary>The expression as an operand of a product or of a sign.</summary>
    public static ExpressionSyntax Parenthesized(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or LiteralExpressionSyntax or ParenthesizedExpressionSyntax
            ? expression
            : SyntaxFactory.ParenthesizedExpression(expression);

    private static (double Scale, ExpressionSyntax Operand) Split(ExpressionSyntax expression, SemanticModel model)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax parenthesized:
                return Split(parenthesized.Expression, model);

            case PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.UnaryMinusExpression):
                (double negated, ExpressionSyntax operand) = Split(prefix.Operand, model);
                return (-negated, operand);

            case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.MultiplyExpression):
                if (Constants.TryRead(binary.Left, model, out double left))
                {
                    (double scale, ExpressionSyntax rest) = Split(binary.Right, model);
                    return (left * scale, rest);
                }

                if (Constants.TryRead(binary.Right, model, out double right))
                {
                    (double scale, ExpressionSyntax rest) = Split(binary.Left, model);
                    return (right * scale, rest);
                }

                // -a * b is −(a * b), whatever a and b are.
                return binary.Left is PrefixUnaryExpressionSyntax sign && sign.IsKind(SyntaxKind.UnaryMinusExpression)
                    ? (-1, binary.WithLeft(sign.Operand))
                    : (1, binary);

            default:
                return (1, expression);
        }
    }
}
