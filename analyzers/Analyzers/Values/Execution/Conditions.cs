using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

/// <summary>Conditions as terms, so that one kept in a variable says as much as one in an if.</summary>
internal static class Conditions
{
    public const string Equal = "==";

    public const string Finite = "finite";

    private const string AtMost = "<=";

    private const double Huge = 1e300;

    public static Term Compare(BinaryOperatorKind kind, Term left, Term right) => kind switch
    {
        BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => Algebra.Opaque(AtMost, left, right),
        BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => Algebra.Opaque(AtMost, right, left),
        BinaryOperatorKind.Equals => Algebra.Opaque(Equal, left, right),
        _ => Not(Algebra.Opaque(Equal, left, right)),
    };

    public static Term Not(Term condition) => Algebra.Opaque("!", condition);

    public static Term And(Term left, Term right) => Algebra.Opaque("&&", left, right);

    public static Term Or(Term left, Term right) => Algebra.Opaque("||", left, right);

    /// <summary>The terms that are not positive where the condition is true, or false.</summary>
    public static IEnumerable<Term> Facts(Term condition, bool truth) => Said(condition, truth).SelectMany(OfBothSigns);

    /// <summary>The terms that are not 0 where the condition is true, or false.</summary>
    public static IEnumerable<Term> NotZero(Term condition, bool truth) => condition is not ApplyTerm apply ? [] : (apply.Function, truth, apply.Arguments) switch
    {
        (Equal, false, [var value, Constant { Value: 0 }]) => [value],
        ("!", _, [var inner]) => NotZero(inner, !truth),
        ("&&", true, [var left, var right]) => NotZero(left, truth: true).Concat(NotZero(right, truth: true)),
        ("||", false, [var left, var right]) => NotZero(left, truth: false).Concat(NotZero(right, truth: false)),
        _ => [],
    };

    /// <summary>|x| ≤ c says it of x and of −x.</summary>
    private static IEnumerable<Term> OfBothSigns(Term notPositive)
    {
        yield return notPositive;
        foreach (Monomial monomial in Algebra.MonomialsOf(notPositive))
        {
            if (monomial is { Coefficient: > 0, Factors: [{ Power: 1, Base: ApplyTerm { Arguments: [var inner] } magnitude }] } && magnitude.Is(Functions.Abs))
            {
                Term rest = Algebra.Subtract(notPositive, Algebra.Scale(magnitude, monomial.Coefficient));
                yield return Algebra.Add(rest, Algebra.Scale(inner, monomial.Coefficient));
                yield return Algebra.Subtract(rest, Algebra.Scale(inner, monomial.Coefficient));
            }
        }
    }

    private static IEnumerable<Term> Said(Term condition, bool truth) => condition is not ApplyTerm apply ? [] : (apply.Function, truth, apply.Arguments) switch
    {
        (AtMost, true, [var left, var right]) => [Algebra.Subtract(left, right)],
        (AtMost, false, [var left, var right]) => [Algebra.Subtract(right, left)],
        (Equal, true, [var left, var right]) => [Algebra.Subtract(left, right), Algebra.Subtract(right, left)],
        (Equal, false, [var value, Constant { Value: double.PositiveInfinity }]) => [Algebra.Subtract(value, new Constant(Huge))],
        (Finite, true, [var value]) => [Algebra.Subtract(value, new Constant(Huge))],
        ("!", _, [var inner]) => Said(inner, !truth),
        ("&&", true, [var left, var right]) => Said(left, truth: true).Concat(Said(right, truth: true)),
        ("||", false, [var left, var right]) => Said(left, truth: false).Concat(Said(right, truth: false)),
        _ => [],
    };
}
