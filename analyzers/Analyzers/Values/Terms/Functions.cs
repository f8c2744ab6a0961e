using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>The functions whose meaning is known. Applied to a row they mean each of its elements.</summary>
internal static class Functions
{
    public const string Exp = "exp";

    /// <summary>The exponential of a float, which is ∞ earlier.</summary>
    public const string ExpSingle = "expf";

    public const string Log = "log";

    public const string Abs = "abs";

    public const string Sqrt = "sqrt";

    public const string Max = "max";

    public const string Min = "min";

    /// <summary>Of a row: where its maximum is.</summary>
    public const string IndexOfMax = "argmax";

    /// <summary>In [−1, 1].</summary>
    public const string Bounded = "bounded";

    /// <summary>In [0, 1].</summary>
    public const string Unit = "unit";

    /// <summary>Of logits: the library's softmax, whatever it does.</summary>
    public const string Softmax = "softmax";

    public const string Tuple = "tuple";

    private static readonly ImmutableHashSet<string> Known =
        ImmutableHashSet.Create(StringComparer.Ordinal, Exp, ExpSingle, Log, Abs, Sqrt, Max, Min, Bounded, Unit, Softmax, Tuple, "+", "*");

    /// <summary>Whether the term is a number that was computed, rather than a place that may hold a row.</summary>
    public static bool IsComputed(Term term) => term switch
    {
        Constant or Polynomial or ReduceTerm or BoundedTerm or AllocationTerm { IsObject: true } => true,
        ApplyTerm apply => Known.Contains(apply.Function),
        ChoiceTerm choice => choice.Options.Any(IsComputed),
        _ => false,
    };

    public static bool IsExponential(ApplyTerm term) => term.Is(Exp) || term.Is(ExpSingle);

    public static Term Apply(string function, SyntaxNode? origin, Term[] arguments)
    {
        switch (function)
        {
            case Exp or ExpSingle when arguments is [Constant constant]:
                return new Constant(Math.Exp(constant.Value));
            case Exp or ExpSingle when Algebra.MonomialsOf(arguments[0]) is [var exponent] && Array.Find(exponent.Factors, static each => each is { Power: 1, Base: ApplyTerm logarithm } && logarithm.Is(Log)) is { Base: ApplyTerm { Arguments: [var value] } } logarithm:
                // exp(c·log x) is a power of x.
                return exponent.Factors.Length == 1
                    ? Algebra.Power(value, exponent.Coefficient)
                    : Algebra.Opaque("Pow", value, Algebra.FromMonomials([new Monomial(exponent.Coefficient, [.. exponent.Factors.Where(each => each != logarithm)])]));
            case Sqrt when arguments is [Constant { Value: >= 0 } constant]:
                return new Constant(Math.Sqrt(constant.Value));
            case Log when arguments is [Constant { Value: > 0 } constant]:
                return new Constant(Math.Log(constant.Value));
            case Abs when arguments is [Constant constant]:
                return new Constant(Math.Abs(constant.Value));
            case Max or Min:
                Term[] flat = [.. arguments.SelectMany(each => each is ApplyTerm inner && inner.Is(function) ? inner.Arguments : [each]).Distinct()];
                return flat.Length == 1 ? flat[0] : new ApplyTerm(function, flat, origin);
            default:
                return new ApplyTerm(function, arguments, origin);
        }
    }
}
