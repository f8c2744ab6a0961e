namespace FusedKernels.Generator.Lowering;

/// <summary>128-bit registers of arm64.</summary>
internal sealed class NeonTarget : Target
{
    public override string Name => "Neon";

    public override string Title => "NEON";

    public override string Guard => "AdvSimd.Arm64.IsSupported";

    public override int Bits => 128;

    public override int TransposedColumns => 4;

    public override int TilesPerIteration => 1;

    // .NET has no prefetch for arm64.
    public override bool Prefetches => false;

    public override string? StoreFence => null;

    public override string Fma(Element element, string a, string b, string c) => $"{Instructions(element)}.FusedMultiplyAdd({c}, {a}, {b})";

    public override string FmaNegated(Element element, string a, string b, string c) => $"{Instructions(element)}.FusedMultiplySubtract({c}, {a}, {b})";

    public override string Max(Element element, string floor, string value) => $"{Instructions(element)}.Max({floor}, {value})";

    public override string Min(Element element, string ceiling, string value) => $"{Instructions(element)}.Min({ceiling}, {value})";

    public override string Table => "(Vector128<byte>, Vector128<byte>)";

    public override string ToIntegers(string value) => $"AdvSimd.ConvertToInt32RoundToZero({value}).AsSingle()";

    public override string WidenLower(string value) => $"AdvSimd.Arm64.ConvertToDouble({value}.GetLower())";

    public override string WidenUpper(string value) => $"AdvSimd.Arm64.ConvertToDoubleUpper({value})";

    private static string Instructions(Element element) => element == Element.Single ? "AdvSimd" : "AdvSimd.Arm64";
}
