using System.Globalization;
using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Lowering;

/// <summary>What lowering must know of an element type.</summary>
internal sealed class Element
{
    public static readonly Element Single = new("float", "Single", "Int32", bytes: 4, mantissaBits: 23, precision: 24);
    public static readonly Element Double = new("double", "Double", "Int64", bytes: 8, mantissaBits: 52, precision: 53);

    private Element(string keyword, string name, string integer, int bytes, int mantissaBits, int precision) =>
        (Keyword, Name, Integer, Bytes, MantissaBits, Precision) = (keyword, name, integer, bytes, mantissaBits, precision);

    /// <summary>The C# keyword.</summary>
    public string Keyword { get; }

    /// <summary>The framework's name, as in <c>AsSingle</c>.</summary>
    public string Name { get; }

    /// <summary>The integer of the same size, as in <c>AsInt32</c>.</summary>
    public string Integer { get; }

    public int Bytes { get; }

    public int MantissaBits { get; }

    /// <summary>Bits of the significand, the hidden one included.</summary>
    public int Precision { get; }

    /// <summary>Virtual lanes of a sum: 16 floats or 8 doubles, what the widest register holds.</summary>
    public int SumLanes => 64 / Bytes;

    /// <summary>Columns after which the assignment of columns to lanes repeats: column i and column i + <see cref="SumLanes"/> are added first.</summary>
    public int Tile => 2 * SumLanes;

    /// <summary>The runtime's type of a row's sum.</summary>
    public string Sum => this == Single ? "double" : "DoubleDouble";

    public int SumBytes => this == Single ? 8 : 16;

    /// <summary>The runtime's type of one row's scalars.</summary>
    public string Wide => this == Single ? "Doubles1" : "DoubleDouble";

    public static Element Of(ElementType type) => type == ElementType.Single ? Single : Double;

    /// <summary>A literal that parses back to the same bits.</summary>
    public string Literal(double value) =>
        double.IsNaN(value) ? $"{Keyword}.NaN"
        : double.IsPositiveInfinity(value) ? $"{Keyword}.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? $"{Keyword}.NegativeInfinity"
        : this == Single ? ((float)value).ToString("G9", CultureInfo.InvariantCulture) + "f"
        : WithPoint(value.ToString("G17", CultureInfo.InvariantCulture));

    private static string WithPoint(string number) => number.IndexOfAny(['.', 'E']) < 0 ? number + ".0" : number;
}
