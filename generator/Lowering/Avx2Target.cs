namespace FusedKernels.Generator.Lowering;

/// <summary>256-bit registers with fused multiply-add.</summary>
internal sealed class Avx2Target : Target
{
    public override string Name => "Avx2";

    public override string Title => "AVX2";

    public override string Guard => "Vector256.IsHardwareAccelerated && global::System.Runtime.Intrinsics.X86.Avx2.IsSupported && Fma.IsSupported";

    public override int Bits => 256;

    // Four registers are a tile.
    public override int TilesPerIteration => 1;

    // Beside its constants, 16 registers have room for one exponential at a time: the processor overlaps them.
    public override int Chains => 1;

    public override int ColumnsAtOnce => 2;

    public override string Fma(Element element, string a, string b, string c) => $"Fma.MultiplyAdd({a}, {b}, {c})";

    public override string FmaNegated(Element element, string a, string b, string c) => $"Fma.MultiplyAddNegated({a}, {b}, {c})";

    public override string Max(Element element, string floor, string value) => $"Avx.Max({floor}, {value})";

    public override string Min(Element element, string ceiling, string value) => $"Avx.Min({ceiling}, {value})";

    // The instructions return their second operand where the two are equal or one is NaN.
    public override string Larger(string key, string level) => $"Avx.Max({key}, {level})";

    public override string Enter(string key, string above, string level) => $"Avx.Max(Avx.Min({above}, {key}), {level})";

    public override string ToIntegers(string value) => $"Avx.ConvertToVector256Int32WithTruncation({value}).AsSingle()";

    public override string WidenLower(string value) => $"Avx.ConvertToVector256Double({value}.GetLower())";

    public override string WidenUpper(string value) => $"Avx.ConvertToVector256Double({value}.GetUpper())";
}
