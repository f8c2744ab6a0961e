using System.ComponentModel;

namespace FusedKernels.Runtime;

/// <summary>The constants by which a temperature T that is chosen at run time enters a kernel; T' = T · Scale is in [1, 2).</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Value">T.</param>
/// <param name="Inverse">1 / T'.</param>
/// <param name="Scale">The power of two that the rows are multiplied by.</param>
/// <param name="Log2E">log₂e / T'.</param>
/// <param name="Ln2High">T' · ln 2, rounded.</param>
/// <param name="Ln2Low">What <paramref name="Ln2High"/> leaves.</param>
/// <param name="TwiceInverseHigh">2 / T, rounded.</param>
/// <param name="TwiceInverseLow">What <paramref name="TwiceInverseHigh"/> leaves.</param>
/// <param name="Limit">From this magnitude on, a block's maximum is subtracted from its rows.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TemperatureConstants<T>(
    double Value, double Inverse, T Scale, T Log2E, T Ln2High, T Ln2Low, T TwiceInverseHigh, T TwiceInverseLow, T Limit)
    where T : struct;

/// <summary>Makes <see cref="TemperatureConstants{T}"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TemperatureConstants
{
    private const double Log2E = 1.4426950408889634074;

    /// <summary>The constants for rows of floats.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not a positive, normal, finite number.</exception>
    public static TemperatureConstants<float> Of(float temperature, string parameter)
    {
        (double value, DoubleDouble ln2, DoubleDouble inverse) = Fold(temperature, float.IsNormal(temperature), parameter, out double scale);
        (float ln2High, float ln2Low) = Scalars.SplitSingle(ln2.High);
        (float twiceInverseHigh, float twiceInverseLow) = Scalars.SplitSingle(TwiceInverse(temperature).High);
        return new(value, inverse.High, (float)scale, (float)(Log2E * inverse.High), ln2High, ln2Low, twiceInverseHigh, twiceInverseLow, 65536f * temperature);
    }

    /// <summary>The constants for rows of doubles.</summary>
    /// <inheritdoc cref="Of(float, string)"/>
    public static TemperatureConstants<double> Of(double temperature, string parameter)
    {
        (double value, DoubleDouble ln2, DoubleDouble inverse) = Fold(temperature, double.IsNormal(temperature), parameter, out double scale);
        DoubleDouble twice = TwiceInverse(temperature);
        return new(value, inverse.High, scale, Log2E * inverse.High, ln2.High, ln2.Low, twice.High, twice.Low, 1099511627776.0 * temperature);
    }

    /// <summary>The constants of rows that are divided by a cap as well, before a function takes the temperature's place: 2 / T becomes 2 / (T · cap).</summary>
    public static TemperatureConstants<float> Within(this in TemperatureConstants<float> constants, double cap)
    {
        (float high, float low) = Scalars.SplitSingle((TwiceInverse(constants.Value) / cap).High);
        return constants with { TwiceInverseHigh = high, TwiceInverseLow = low };
    }

    /// <inheritdoc cref="Within(in TemperatureConstants{float}, double)"/>
    public static TemperatureConstants<double> Within(this in TemperatureConstants<double> constants, double cap)
    {
        DoubleDouble twice = TwiceInverse(constants.Value) / cap;
        return constants with { TwiceInverseHigh = twice.High, TwiceInverseLow = twice.Low };
    }

    private static DoubleDouble TwiceInverse(double temperature) => (DoubleDouble)2.0 / temperature;

    private static (double Value, DoubleDouble Ln2, DoubleDouble Inverse) Fold(double temperature, bool normal, string parameter, out double scale)
    {
        if (!(temperature > 0) || !normal)
        {
            throw new ArgumentOutOfRangeException(parameter, temperature, "The temperature must be a positive, normal, finite number.");
        }

        scale = Math.ScaleB(1, -Math.ILogB(temperature));
        double scaled = temperature * scale;
        return (temperature, Scalars.Ln2 * scaled, (DoubleDouble)1.0 / scaled);
    }
}
