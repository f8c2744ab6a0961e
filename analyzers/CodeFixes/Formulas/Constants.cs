using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Formulas;

/// <summary>Numbers that the compiler knows.</summary>
internal static class Constants
{
    public static bool TryRead(ExpressionSyntax expression, SemanticModel model, out double value)
    {
        // A fresh expression, made by a fix, belongs to no tree of the model.
        Optional<object?> constant = expression.SyntaxTree == model.SyntaxTree ? model.GetConstantValue(expression) : default;
        if (constant.HasValue && constant.Value is int or long or float or double)
        {
            value = Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture);
            return true;
        }

        // T.One of generic mathematics.
        value = expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "One" } ? 1 : 0;
        return expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "One" or "Zero" }
            && expression.SyntaxTree == model.SyntaxTree
            && model.GetTypeInfo(expression).Type is ITypeParameterSymbol;
    }
}
