using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Logarithms of sums of one or two exponentials.</summary>
internal static class LogarithmOfSum
{
    public static StableCall? Find(ExpressionSyntax expression, FormulaReader reader, SemanticModel model)
    {
        if (MathCalls.LogArgument(expression, model) is not { } argument || reader.Read(argument) is not { Factors.IsEmpty: true } ratio)
        {
            return null;
        }

        // log(1 / s) = −log s.
        (Terms sum, double sign) = !ratio.HasDenominator ? (ratio.Numerator, 1.0)
            : ratio.Numerator.Count == 1 && ratio.Numerator[Exponent.Zero] == 1 ? (ratio.Denominator, -1.0)
            : (Terms.Constant(0), 0.0);
        Exponent[] exponents = [.. sum.Exponents.OrderBy(static each => each.Scale == 0)];
        if (exponents.Length != 2 || Math.Abs(sum[exponents[0]]) != 1 || Math.Abs(sum[exponents[1]]) != 1)
        {
            return null;
        }

        (Exponent a, Exponent b) = (exponents[0], exponents[1]);
        return (sum[a], sum[b], b.Scale == 0) switch
        {
            (1, 1, true) when sign < 0 => StableCall.Of(new StableFunction("LogSigmoid", a.Times(-1))),
            (1, 1, true) => StableCall.Of(new StableFunction("Softplus", a)),
            (-1, 1, true) => StableCall.Of(new StableFunction("Log1MExp", a)) with { Coefficient = sign },
            (1, 1, false) => StableCall.Of(new StableFunction("LogAddExp", [a, b])) with { Coefficient = sign },
            _ => null,
        };
    }
}
