using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Lowering;

/// <summary>
/// The constants that a temperature T enters a kernel by, as C# text: literals where T is known, members of the runtime's
/// <c>TemperatureConstants</c> where it is not. T' = T · Scale is in [1, 2) where the rows are scaled, else T.
/// </summary>
internal sealed class TemperatureText(Temperature temperature, Element element, bool scales)
{
    private readonly Rational? _value = temperature.Value is { } value ? Rational.FromDouble(value) : null;

    public bool IsOne => temperature.IsOne;

    public bool Scales => scales;

    /// <summary>T, as a double.</summary>
    public string Value => temperature.Value is { } value ? Element.Double.Literal(value) : "temperature.Value";

    /// <summary>The power of two that the rows are multiplied by.</summary>
    public string Scale => Text("Scale", ScaleFactor);

    /// <summary>log₂e / T'.</summary>
    public string Log2E => Text("Log2E", Rational.One / (Rational.Ln2 * Scaled));

    /// <summary>T' · ln 2, rounded.</summary>
    public string Ln2High => Text("Ln2High", Rational.Ln2 * Scaled);

    /// <summary>What <see cref="Ln2High"/> leaves.</summary>
    public string Ln2Low => Text("Ln2Low", Rational.Ln2 * Scaled, low: true);

    /// <summary>2 / T, rounded.</summary>
    public string TwiceInverseHigh => Text("TwiceInverseHigh", TwiceInverse);

    /// <summary>What <see cref="TwiceInverseHigh"/> leaves.</summary>
    public string TwiceInverseLow => Text("TwiceInverseLow", TwiceInverse, low: true);

    /// <summary>From this magnitude on, a block's maximum is subtracted from its rows.</summary>
    public string Limit => Text("Limit", Rational.FromDouble(element == Element.Single ? 65536 : 1099511627776) * (_value ?? Rational.One));

    private Rational TwiceInverse => Rational.FromDouble(2) / (_value ?? Rational.One);

    private Rational ScaleFactor => scales ? Rational.FromDouble(Math.Pow(2, -Math.Floor(Math.Log(temperature.Value ?? 1, 2)))) : Rational.One;

    private Rational Scaled => (_value ?? Rational.One) * ScaleFactor;

    /// <summary>A polynomial's coefficient of degree n, for an argument that is T' times too large: coefficient / T'^n.</summary>
    public string Coefficient(double coefficient, int degree)
    {
        if (_value is not null)
        {
            return Round(Rational.FromDouble(coefficient) / Scaled.Power(degree), low: false);
        }

        string product = string.Join(" * ", Enumerable.Repeat("temperature.Inverse", degree).Prepend(Element.Double.Literal(coefficient)));
        return element == Element.Single ? $"(float)({product})" : product;
    }

    private string Text(string member, Rational value, bool low = false) => _value is null ? "temperature." + member : Round(value, low);

    private string Round(Rational value, bool low)
    {
        double high = value.Round(element.Precision);
        return element.Literal(low ? (value - Rational.FromDouble(high)).Round(element.Precision) : high);
    }
}
