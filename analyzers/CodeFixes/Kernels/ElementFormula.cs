using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>exp((element − shift) / temperature), the shift and the temperature the same for all elements of a row.</summary>
/// <param name="Shift">What is subtracted, before or after the division, or null.</param>
/// <param name="Temperature">What is divided by, or null.</param>
internal sealed record ElementFormula(ExpressionSyntax? Shift, ExpressionSyntax? Temperature)
{
    public bool IsSame(ElementFormula other) => Text(Shift) == Text(other.Shift) && Text(Temperature) == Text(other.Temperature);

    /// <summary>Reads the exponential of an element.</summary>
    public static ElementFormula? Read(ExpressionSyntax expression, Func<ExpressionSyntax, bool> isElement, SemanticModel model)
    {
        expression = Bare(expression);
        return MathCalls.ExpArgument(expression, model) is { } argument ? ReadArgument(Bare(argument), isElement) : null;
    }

    /// <summary>The expression without parentheses and casts between floats and doubles.</summary>
    public static ExpressionSyntax Bare(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parentheses => Bare(parentheses.Expression),
        CastExpressionSyntax { Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.FloatKeyword or (int)SyntaxKind.DoubleKeyword } } cast => Bare(cast.Expression),
        _ => expression,
    };

    private static ElementFormula? ReadArgument(ExpressionSyntax argument, Func<ExpressionSyntax, bool> isElement)
    {
        if (isElement(argument))
        {
            return new(null, null);
        }

        if (argument is not BinaryExpressionSyntax binary || ReadArgument(Bare(binary.Left), isElement) is not { } left || binary.Right.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Any(isElement))
        {
            return null;
        }

        return binary.Kind() switch
        {
            SyntaxKind.SubtractExpression when left.Shift is null => left with { Shift = binary.Right },
            SyntaxKind.DivideExpression when left.Temperature is null => left with { Temperature = binary.Right },
            _ => null,
        };
    }

    private static string? Text(ExpressionSyntax? expression) => expression?.WithoutTrivia().ToString();
}
