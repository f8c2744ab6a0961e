using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Writes a <see cref="StableCall"/> so that it has the type of the expression it replaces.</summary>
/// <param name="helper">The name of StableMath here.</param>
/// <param name="isSingle">Whether the result is a float.</param>
/// <param name="model">The document's, for the types of the arguments.</param>
/// <param name="position">Where the call will stand.</param>
internal sealed class StableCallWriter(string helper, bool isSingle, SemanticModel model, int position)
{
    public ExpressionSyntax Write(StableCall call)
    {
        ExpressionSyntax quotient = WriteQuotient(call);
        if (call.LogarithmAdded != 1)
        {
            ExpressionSyntax logarithm = SyntaxFactory.ParseExpression($"{MathName(isSingle)}.Log({Exponent.Literal(call.LogarithmAdded, isSingle)})");
            return Exponent.Binary(SyntaxKind.AddExpression, quotient, logarithm);
        }

        return call.Added is { } added ? Exponent.Binary(SyntaxKind.AddExpression, added.ToExpression(isSingle), quotient) : quotient;
    }

    private ExpressionSyntax WriteQuotient(StableCall call)
    {
        List<ExpressionSyntax> factors = [.. call.Factors.Select(static factor => factor.WithoutTrivia()), .. call.Numerator.Select(Write)];
        if (factors.Count == 0)
        {
            factors.Add(Exponent.Literal(call.Coefficient, isSingle));
        }
        else if (call.Coefficient == -1)
        {
            factors[0] = SyntaxFactory.PrefixUnaryExpression(SyntaxKind.UnaryMinusExpression, Exponent.Parenthesized(factors[0]));
        }
        else if (call.Coefficient != 1)
        {
            factors.Insert(0, Exponent.Literal(call.Coefficient, isSingle));
        }

        ExpressionSyntax product = factors.Aggregate(static (left, right) => Exponent.Binary(SyntaxKind.MultiplyExpression, left, right));
        if (call.Denominator.IsEmpty)
        {
            return product;
        }

        ExpressionSyntax divisor = call.Denominator.Select(Write).Aggregate(static (left, right) => Exponent.Binary(SyntaxKind.MultiplyExpression, left, right));
        return Exponent.Binary(SyntaxKind.DivideExpression, product, Exponent.Parenthesized(divisor));
    }

    private ExpressionSyntax Write(StableFunction function)
    {
        // A float's function only where the result is one and every argument is.
        bool ofSingles = isSingle && function.Arguments.All(argument => TypeOf(argument) == SpecialType.System_Single);
        IEnumerable<ArgumentSyntax> arguments = function.Arguments.Select(argument => SyntaxFactory.Argument(Write(argument, ofSingles)));
        SeparatedSyntaxList<ArgumentSyntax> list = SyntaxFactory.SeparatedList(
            arguments, Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), function.Arguments.Length - 1));
        ExpressionSyntax call = SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression(NameOf(function, ofSingles)), SyntaxFactory.ArgumentList(list));
        return isSingle && !ofSingles ? SyntaxFactory.CastExpression(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.FloatKeyword)), call) : call;
    }

    // An int or a float would choose the float's overload of a double's function.
    private ExpressionSyntax Write(Exponent argument, bool ofSingles)
    {
        SpecialType type = TypeOf(argument);
        ExpressionSyntax expression = argument.ToExpression(type == SpecialType.System_Single);
        return ofSingles || type == SpecialType.System_Double
            ? expression
            : SyntaxFactory.CastExpression(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.DoubleKeyword)), Exponent.Parenthesized(expression));
    }

    private SpecialType TypeOf(Exponent argument)
    {
        ExpressionSyntax expression = argument.Spelling is { } spelling && spelling.SyntaxTree == model.SyntaxTree ? spelling : argument.Base!;
        return expression.SyntaxTree == model.SyntaxTree ? model.GetTypeInfo(expression).Type?.SpecialType ?? SpecialType.None : SpecialType.None;
    }

    private string NameOf(StableFunction function, bool ofSingles) => (function.IsOfFramework ? MathName(ofSingles) : helper) + "." + function.Name;

    private string MathName(bool ofSingles)
    {
        string name = ofSingles ? "MathF" : "Math";
        return model.Compilation.GetTypeByMetadataName("System." + name) is { } math && Usings.NameOf(math, model, position) is { NeedsUsing: false, Name: var inScope }
            ? inScope
            : "global::System." + name;
    }
}
