using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>How large a term can get, given what the branches say.</summary>
/// <param name="facts">What the branches say.</param>
/// <param name="steps">After how many terms to give up.</param>
internal sealed class Ranges(Facts? facts, int steps = Ranges.MaximumSteps)
{
    private const int MaximumSteps = 400;

    private readonly Dictionary<Term, double> _upper = [];

    private int _steps;

    public Facts? Facts { get; } = facts;

    public double Lower(Term term) => -Upper(Algebra.Negate(term));

    public double Upper(Term term)
    {
        if (term is Constant constant)
        {
            return constant.Value;
        }

        if (_upper.TryGetValue(term, out double known))
        {
            return known;
        }

        return ++_steps > steps ? double.PositiveInfinity : _upper[term] = FindUpper(term);
    }

    private double FindUpper(Term term)
    {
        double sum = 0;
        foreach (Monomial monomial in Algebra.MonomialsOf(term))
        {
            sum += Of(monomial).High;
        }

        return double.IsPositiveInfinity(sum) || double.IsNaN(sum)
            ? Math.Min(FactBounds.Upper(term, this), UpperOfSum(term))
            : Math.Min(sum, FactBounds.Upper(term, this));
    }

    public Interval Of(Term term)
    {
        if (++_steps > steps)
        {
            return Interval.All;
        }

        return term switch
        {
            Constant constant => new(constant.Value, constant.Value),
            Polynomial => new(Lower(term), Upper(term)),
            BoundedTerm bounded => Of(bounded.Inner).Intersect(bounded.Bounds),
            ChoiceTerm choice => choice.Options.Select(Of).Aggregate(static (left, right) => left.Union(right)),
            ReduceTerm { Kind: ReduceKind.Sum } sum => Of(sum.Body).Low >= 0 ? Interval.NotNegative : Of(sum.Body).High <= 0 ? new(double.NegativeInfinity, 0) : Interval.All,
            ReduceTerm reduce => Of(reduce.Body),
            ApplyTerm apply => FunctionBounds.Of(apply, this),
            SymbolTerm symbol => SymbolBounds.Of(symbol.Symbol),
            MemberTerm { Member: { } member } => SymbolBounds.Of(member),
            MemberTerm unknown => NameHints.Of(unknown.Alias),
            ElementTerm { Row: ApplyTerm row } => FunctionBounds.Of(row, this),
            ElementTerm element when NameHints.NameOf(element.Row) is { } name => NameHints.OfElements(name),
            _ => Interval.All,
        } is var interval && interval.IsAll && Facts is not null
            ? new(-FactBounds.Upper(Algebra.Negate(term), this), FactBounds.Upper(term, this))
            : interval;
    }

    /// <summary>
    /// A factor of which nothing is known, as the 1/T or γ in −γd², is taken to be positive beside another that is: nobody writes a bandwidth
    /// that is negative, and exp(+γd²) has no minus to begin with. Of a row's elements, as in −E[i]/T, a positive T says nothing.
    /// </summary>
    private Interval Of(Monomial monomial)
    {
        Interval product = new(monomial.Coefficient, monomial.Coefficient);
        bool anyUnknown = false;
        bool anyNotNegative = Durations.IsIn(monomial) || Durations.IsDecay(monomial) || IsOverTemperature(monomial);
        foreach (Factor factor in monomial.Factors)
        {
            Interval interval = Of(factor.Base).Power(factor.Power);
            if (interval.IsAll)
            {
                anyUnknown = true;
                continue;
            }

            anyNotNegative |= (interval.Low >= 0 || interval.High <= 0) && (factor.Base is not (SymbolTerm or MemberTerm) || !Array.Exists(monomial.Factors, static each => each.Base is ElementTerm));
            product *= interval;
        }

        return !anyUnknown ? product : anyNotNegative ? product * Interval.NotNegative : Interval.All;
    }

    /// <summary>A number over an absolute temperature, as in the law of Arrhenius.</summary>
    private static bool IsOverTemperature(Monomial monomial) => monomial.Factors is [{ Power: < 0, Base: var divisor }] && NameHints.IsTemperature(divisor);

    private double UpperOfSum(Term term)
    {
        if (Durations.IsSpan(term))
        {
            return 0;
        }

        if (ChoiceBounds.Split(term) is { } choice)
        {
            return choice.Conditions.Length > 0
                ? choice.Options.Zip(choice.Conditions, (option, condition) => new Ranges(new Facts(condition, Facts), steps - _steps).Upper(Shape.Replace(term, choice, option))).Max()
                : ChoiceBounds.OptionsOf(choice).Select(option => Upper(Shape.Replace(term, choice, option))).Max();
        }

        double quotient = QuotientBounds.Upper(term, this);
        return CommonFactor.Split(term, this) is { } split
            ? Upper(split.Rest) <= 0 ? 0 : quotient
            : Math.Min(quotient, UpperBoundAtoms.Upper(term, this));
    }
}
