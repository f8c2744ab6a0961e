using System.Collections.Immutable;

namespace FusedKernels.CodeFixes.Formulas;

/// <summary>Σ cᵢ · exp(aᵢ), with every exponent once and no c of 0.</summary>
internal sealed class Terms
{
    private readonly ImmutableArray<(Exponent Exponent, double Factor)> _items;

    private Terms(IEnumerable<(Exponent Exponent, double Factor)> items) => _items = items
        .GroupBy(static item => item.Exponent)
        .Select(static group => (group.Key, group.Sum(static item => item.Factor)))
        .Where(static item => item.Item2 != 0)
        .ToImmutableArray();

    public static Terms One { get; } = Constant(1);

    public int Count => _items.Length;

    public IEnumerable<Exponent> Exponents => _items.Select(static item => item.Exponent);

    /// <summary>The factor of an exponential, 0 where it does not occur.</summary>
    public double this[Exponent exponent] => _items.FirstOrDefault(item => item.Exponent.Equals(exponent)).Factor;

    public static Terms Constant(double value) => new([(Exponent.Zero, value)]);

    public static Terms Exponential(Exponent exponent) => new([(exponent, 1)]);

    public Terms Plus(Terms other) => new(_items.Concat(other._items));

    public Terms Times(double factor) => new(_items.Select(item => (item.Exponent, item.Factor * factor)));

    /// <summary>1 / (c · exp(a)), where there is one term.</summary>
    public Terms? Reciprocal => _items is [{ Factor: var factor, Exponent: var exponent }] ? new Terms([(exponent.Scale == 0 ? exponent : exponent.Times(-1), 1 / factor)]) : null;

    /// <summary>The same with other exponents, unless one is missing.</summary>
    public Terms? With(Func<Exponent, Exponent?> exponent)
    {
        List<(Exponent, double)> items = [];
        foreach ((Exponent from, double factor) in _items)
        {
            if ((from.Scale == 0 ? from : exponent(from)) is not { } to)
            {
                return null;
            }

            items.Add((to, factor));
        }

        return new Terms(items);
    }

    /// <summary>The product, unless an exponent would have two bases.</summary>
    public Terms? Times(Terms other)
    {
        List<(Exponent, double)> products = [];
        foreach ((Exponent exponent, double factor) in _items)
        {
            foreach ((Exponent otherExponent, double otherFactor) in other._items)
            {
                if (exponent.Plus(otherExponent) is not { } sum)
                {
                    return null;
                }

                products.Add((sum, factor * otherFactor));
            }
        }

        return new Terms(products);
    }

    /// <summary>Every term times the same exponential.</summary>
    public Terms? Shifted(Exponent exponent) => Times(Exponential(exponent));
}
