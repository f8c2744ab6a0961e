using System.Collections.Immutable;
using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Logarithms of sums of one or two exponentials.</summary>
internal static class LogarithmOfSum
{
    public static StableCall? Find(ExpressionSyntax expression, FormulaReader reader, SemanticModel model) =>
        MathCalls.Logarithm(expression, model) is var (argument, @base) ? reader.Read(argument) is { } operand && Find(operand) is { } call ? call with { LogarithmBase = @base } : null
        : MathCalls.Argument(expression, "LogP1", model) is { } beyondOne && reader.Read(beyondOne)?.Plus(Ratio.One) is { } sum ? Find(sum)
        : null;

    private static StableCall? Find(Ratio ratio)
    {
        if (!ratio.IsPure)
        {
            return null;
        }

        // log(1 / s) = −log s.
        (Terms sum, double sign) = !ratio.HasDenominator ? (ratio.Numerator, 1.0)
            : ratio.Numerator.Count == 1 && ratio.Numerator[Exponent.Zero] == 1 ? (ratio.Denominator, -1.0)
            : (Terms.Constant(0), 0.0);
        Exponent[] exponents = [.. sum.Exponents.OrderBy(static each => each.Scale == 0)];
        if (exponents.Length < 2)
        {
            return OfSigmoid(ratio);
        }

        double factor = sum[exponents[0]];
        if (factor > 0 && exponents.All(each => sum[each] == factor))
        {
            // log(c · s) = log s + log c.
            bool hasOne = exponents.Last().Scale == 0;
            ImmutableArray<Exponent> others = [.. hasOne ? exponents.Take(exponents.Length - 1) : exponents];
            bool isSigmoid = hasOne && sign < 0 && others.Length == 1;
            StableFunction function = isSigmoid ? new("LogSigmoid", others[0].Times(-1)) : new(hasOne ? "Softplus" : "LogAddExp", others);
            return StableCall.Of(function) with { Coefficient = isSigmoid ? 1 : sign, LogarithmAdded = Math.Pow(factor, sign) };
        }

        if (exponents.Length > 2)
        {
            return null;
        }

        (Exponent a, Exponent b) = (exponents[0], exponents[1]);
        return (sum[a], sum[b]) switch
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
        RatioCodeFix.Classified(ratio) is { Coefficient: 1, Denominator.IsEmpty: true, Numerator: [{ Name: "Sigmoid", Arguments: var arguments }] }
            ? StableCall.Of(new StableFunction("LogSigmoid", arguments))
            : null;
}
