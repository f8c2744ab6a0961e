using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Logarithms of sums of one or two exponentials.</summary>
internal static class LogarithmOfSum
{
    public static StableCall? Find(ExpressionSyntax expression, FormulaReader reader, SemanticModel model)
    {
        Ratio? operand = MathCalls.LogArgument(expression, model) is { } argument ? reader.Read(argument)
            : MathCalls.Argument(expression, "LogP1", model) is { } beyondOne ? reader.Read(beyondOne)?.Plus(Ratio.One)
            : null;
        if (operand is not { Factors.IsEmpty: true } ratio)
        {
            return null;
        }

        // log(1 / s) = −log s.
        (Terms sum, double sign) = !ratio.HasDenominator ? (ratio.Numerator, 1.0)
            : ratio.Numerator.Count == 1 && ratio.Numerator[Exponent.Zero] == 1 ? (ratio.Denominator, -1.0)
            : (Terms.Constant(0), 0.0);
        Exponent[] exponents = [.. sum.Exponents.OrderBy(static each => each.Scale == 0)];
        if (exponents.Length != 2)
        {
            return OfSigmoid(ratio);
        }

        (Exponent a, Exponent b) = (exponents[0], exponents[1]);
        (double factorOfA, double factorOfB) = (sum[a], sum[b]);
        if (factorOfA == factorOfB && factorOfA > 0)
        {
            // log(c · s) = log s + log c.
            StableFunction function = b.Scale != 0 ? new("LogAddExp", [a, b]) : sign < 0 ? new("LogSigmoid", a.Times(-1)) : new("Softplus", a);
            return StableCall.Of(function) with { Coefficient = b.Scale == 0 ? 1 : sign, LogarithmAdded = Math.Pow(factorOfA, sign) };
        }

        return (factorOfA, factorOfB) switch
        {
            (-1, 1) when b.Scale == 0 => StableCall.Of(new StableFunction("Log1MExp", a)) with { Coefficient = sign },
            (1, -1) when sign > 0 => Difference(a, b),
            (-1, 1) when sign > 0 => Difference(b, a),
            _ => null,
        };
    }

    // log(exp(a) − exp(b)) = a + log(1 − exp(b − a)).
    private static StableCall Difference(Exponent a, Exponent b) =>
        StableCall.Of(new StableFunction("Log1MExp", b.Scale == 0 ? a.Times(-1) : Exponent.Difference(b, a))) with { Added = a };

    // The logarithm of a probability of two.
    private static StableCall? OfSigmoid(Ratio ratio) =>
        RatioCodeFix.Classified(ratio) is { Coefficient: 1, Factors.IsEmpty: true, Denominator.IsEmpty: true, Numerator: [{ Name: "Sigmoid", Arguments: var arguments }] }
            ? StableCall.Of(new StableFunction("LogSigmoid", arguments))
            : null;
}
