namespace FusedKernels.Verification;

/// <summary>What a kernel promises, in units in the last place of the correctly rounded result.</summary>
public static class Contract
{
    /// <summary>Without a temperature.</summary>
    public const double Ulps = 3;

    /// <summary>With a temperature, constant or chosen at run time, against the exact logits / T.</summary>
    public const double UlpsWithTemperature = 4;

    /// <summary>
    /// Below this magnitude (times T) logits + bias is exact; from it on, where neighbouring numbers are far apart, it is rounded once.
    /// </summary>
    public static double ExactSumLimit<T>() => typeof(T) == typeof(float) ? 1 << 16 : 1L << 40;

    public static double Bound(bool hasTemperature) => hasTemperature ? UlpsWithTemperature : Ulps;
}
