namespace FusedKernels.Analyzers.Values;

/// <summary>A rate times a time, as in exp(−κ·dt): two numbers that are positive, and whose product is small.</summary>
internal static class Durations
{
    private static readonly string[] Steps = ["dt", "deltat", "timestep"];

    private static readonly string[] Names = [.. Steps, "yearfraction", "maturity", "tenor", "expiry", "term", "ttm", "tau"];

    private static readonly string[] SamplingRates = ["samplerate", "samplingrate", "samplefrequency", "samplingfrequency"];

    private static readonly string[] Decays = ["decay", "falloff", "attenuation", "damping", "halflife"];

    private static readonly string[] Moments = ["t", "t0", "t1", "t2", "time", "maturity", "expiry", "now", "start", "end"];

    public static bool IsIn(Term exponent) => Algebra.MonomialsOf(exponent) is { Length: > 0 } monomials
        && (monomials.All(IsIn) || IsSpan(exponent));

    /// <summary>−k·(t₂ − t₁): what is multiplied out so is a decay.</summary>
    public static bool IsSpan(Term exponent) => Algebra.MonomialsOf(exponent) is { Length: 2 } monomials
        && IsDifferenceOfProducts(monomials)
        && monomials.All(static each => each.Factors.All(static factor => factor.Power > 0) && each.Factors.Any(static factor => IsMoment(factor.Base)));

    /// <summary>Whether something in it grows with a time step, or is computed from one: over one of those nothing grows much.</summary>
    public static bool HasStep(Term exponent) => Algebra.MonomialsOf(exponent).Any(static each =>
        each.Factors.Any(static factor => factor.Power > 0 && Shape.Any(factor.Base, static part => NameHints.NameOf(part)?.Trim('_') is { } name && (Steps.Contains(name, StringComparer.OrdinalIgnoreCase) || name.EndsWith("PerStep", StringComparison.OrdinalIgnoreCase)))));

    /// <summary>Whether all factors are plain numbers, and one beside others is a time.</summary>
    public static bool IsIn(Monomial monomial) => monomial.Factors.Length > 1
        && monomial.Factors.Any(static each => each.Power > 0 ? IsDuration(each.Base) : IsSamplingRate(each.Base))
        && monomial.Factors.All(static each => each.Base is SymbolTerm or MemberTerm or LoopTerm or Polynomial or ApplyTerm || IsDuration(each.Base));

    /// <summary>−k·t: time goes on, and what would grow has no minus. The same goes for −2π·f/g, of frequencies, and −log 2·t/h, of a half-life.</summary>
    public static bool IsDecay(Monomial monomial) => monomial is { Coefficient: < 0, Factors.Length: > 1 }
        && (IsMultipleOf(Math.PI, monomial.Coefficient) || IsMultipleOf(Math.Log(2), monomial.Coefficient) || monomial.Factors.Any(static each => IsOfDecay(each) || (each.Power > 0 && each.Base is SymbolTerm && NameHints.NameOf(each.Base) is "t" or "time")));

    /// <summary>What a rate of decay multiplies, and what a half-life divides, is some distance or age.</summary>
    private static bool IsOfDecay(Factor factor) => NameHints.NameOf(factor.Base) is { } name && NameHints.Has(name, Decays);

    /// <summary>−k·t or −k·(t₂ − t₁), whatever the names.</summary>
    public static bool IsRateTimesTime(Term exponent) => Algebra.MonomialsOf(exponent) switch
    {
        [{ Coefficient: < 0, Factors.Length: > 1 }] => true,
        var monomials => IsDifferenceOfProducts(monomials),
    };

    private static bool IsDifferenceOfProducts(Monomial[] monomials) => monomials is [{ Factors: var one } first, { Factors: var other } second]
        && first.Coefficient * second.Coefficient < 0
        && one.Length + other.Length > 2
        && one.Any(other.Contains);

    private static bool IsMultipleOf(double unit, double coefficient) => coefficient / unit is var multiple && Math.Abs(multiple - Math.Round(multiple)) < 1e-6;

    /// <summary>What is divided by it lasts as long as a sample.</summary>
    private static bool IsSamplingRate(Term term) => NameHints.NameOf(term)?.Trim('_') is { } name
        && (name is "fs" or "Fs" or "sr" || Array.Exists(SamplingRates, each => name.EndsWith(each, StringComparison.OrdinalIgnoreCase)));

    private static bool IsDuration(Term term) => NameHints.NameOf(term) is { } name
        ? name == "T" || Names.Contains(name.Trim('_'), StringComparer.OrdinalIgnoreCase)
        : term is Polynomial { Monomials: [{ Factors: [{ Power: 1, Base: var one }] } first, { Factors: [{ Power: 1, Base: var other }] } second] }
            && first.Coefficient == -second.Coefficient
            && IsMoment(one)
            && IsMoment(other);

    public static bool IsMoment(Term term) => NameHints.NameOf(term) is { } name && Moments.Contains(name, StringComparer.OrdinalIgnoreCase);
}
