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
        ExpressionSyntax sum = WriteSum(call);
        return call.LogarithmBase == Math.E ? sum : Exponent.Binary(SyntaxKind.DivideExpression, sum.IsKind(SyntaxKind.AddExpression) ? SyntaxFactory.ParenthesizedExpression(sum) : sum, Logarithm(call.LogarithmBase));
    }

    private ExpressionSyntax WriteSum(StableCall call)
    {
        ExpressionSyntax quotient = WriteQuotient(call);
        if (call.LogarithmAdded != 1)
        {
            return Exponent.Binary(SyntaxKind.AddExpression, quotient, Logarithm(call.LogarithmAdded));
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
        List<ExpressionSyntax> divisors = [.. call.Divisors.Select(static divisor => divisor.WithoutTrivia()), .. call.Denominator.Select(Write)];
        if (call.Sum is { } sum)
        {
            divisors.Add(SyntaxFactory.ParenthesizedExpression(sum.Exponents.Select(each => Write(each, sum[each])).Aggregate(static (left, right) => Exponent.Binary(SyntaxKind.AddExpression, left, right))));
        }

        if (divisors.Count == 0)
        {
            return product;
        }

        ExpressionSyntax divisor = divisors.Aggregate(static (left, right) => Exponent.Binary(SyntaxKind.MultiplyExpression, left, right));
        return Exponent.Binary(SyntaxKind.DivideExpression, product, Exponent.Parenthesized(divisor));
    }

    private ExpressionSyntax Write(Exponent exponent, double factor) =>
        exponent.Scale == 0 ? Exponent.Literal(factor, isSingle)
        : factor == 1 ? Write(new StableFunction("Exp", exponent))
        : Exponent.Binary(SyntaxKind.MultiplyExpression, Exponent.Literal(factor, isSingle), Write(new StableFunction("Exp", exponent)));

    private ExpressionSyntax Write(StableFunction function)
    {
        // A float's function only where the result is one and every argument is.
        bool ofSingles = isSingle && function.Arguments.All(argument => TypeOf(argument) == SpecialType.System_Single);
        List<ExpressionSyntax> arguments = [.. function.Arguments.Select(argument => Write(argument, ofSingles || function.IsOfFramework))];

        // More exponents than the function takes are added up before it.
        while (arguments.Count > (function.Name == "LogAddExp" ? 2 : 1))
        {
            arguments[0] = Call(helper + ".LogAddExp", arguments.Take(2));
            arguments.RemoveAt(1);
        }

        ExpressionSyntax call = Call(NameOf(function, ofSingles), arguments);
        return isSingle && !ofSingles ? SyntaxFactory.CastExpression(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.FloatKeyword)), call) : call;
    }

    private static InvocationExpressionSyntax Call(string function, IEnumerable<ExpressionSyntax> arguments)
    {
        ArgumentSyntax[] list = [.. arguments.Select(SyntaxFactory.Argument)];
        IEnumerable<SyntaxToken> commas = Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), list.Length - 1);
        return SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression(function), SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(list, commas)));
    }

    private ExpressionSyntax Logarithm(double number) => SyntaxFactory.ParseExpression($"{MathName(isSingle)}.Log({Exponent.Literal(number, isSingle)})");

    // An int or a float would choose the float's overload of a double's function, where there is one.
    private ExpressionSyntax Write(Exponent argument, bool convertsItself)
    {
        SpecialType type = TypeOf(argument);
        ExpressionSyntax expression = argument.ToExpression(type == SpecialType.System_Single);
        return convertsItself || type == SpecialType.System_Double
            ? expression
            : SyntaxFactory.CastExpression(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.DoubleKeyword)), Exponent.Parenthesized(expression));
    }

    private SpecialType TypeOf(Exponent argument)
    {
        ExpressionSyntax expression = argument.Spelling is { } spelling && spelling.SyntaxTree == model.SyntaxTree ? spelling : argument.Base!;
        return expression.SyntaxTree == model.SyntaxTree ? model.GetTypeInfo(expression).Type?.SpecialType ?? SpecialType.None : SpecialType.None;
    }

    private string NameOf(StableFunction function, bool ofSingles) => (function.IsOfFramework ? MathName(ofSingles) : helper) + "." + function.Name;

    private string MathName(bool ofSingles) => MathCalls.ClassOf(ofSingles, model, position);
}
