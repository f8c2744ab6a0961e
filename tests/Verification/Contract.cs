namespace FusedKernels.Verification;

/// <summary>What a kernel promises, in units in the last place of the correctly rounded result.</summary>
public static class Contract
{
    /// <summary>Without a temperature.</summary>
    public const double Ulps = 3;

    /// <summary>With a temperature, constant or chosen at run time, against the exact logits / T.</summary>
    public const double UlpsWithTemperature = 4;

    public static double Bound(bool hasTemperature) => hasTemperature ? UlpsWithTemperature : Ulps;
}
