namespace FusedKernels.Runtime;

/// <summary>The layout of a double, for taking its exponent and its significand apart.</summary>
internal static class DoublesBits
{
    public const int SignificandBits = 52;
    public const long Significand = (1L << SignificandBits) - 1;

    /// <summary>The exponent field of [1, 2).</summary>
    public const long One = 1023L << SignificandBits;

    /// <summary>The least double above √½.</summary>
    public const long AboveSqrtHalf = 0x3FE6A09E667F3BCE;

    /// <summary>Added to the bits of a double in (√½, √2] · 2^j, it makes j the exponent and leaves what its bits have more than <see cref="AboveSqrtHalf"/>, as if j were 0, in the significand.</summary>
    public const long Rebase = One - AboveSqrtHalf;

    /// <summary>The exponent field of 2^52: with a small integer in the low bits it is 2^52 plus that integer.</summary>
    public const long Integer = 1075L << SignificandBits;

    /// <summary>2^52 and the bias of an exponent field.</summary>
    public const double IntegerAndBias = 4503599627370496.0 + 1023;
}
