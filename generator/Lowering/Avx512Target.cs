namespace FusedKernels.Generator.Lowering;

/// <summary>512-bit registers, where the runtime accelerates them (it prefers 256 bits on some processors that have them).</summary>
internal sealed class Avx512Target : Target
{
    public override string Name => "Avx512";

    public override string Title => "AVX-512";

    public override string Guard => "Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Avx512DQ.IsSupported";

    public override int Bits => 512;

    // Four registers: iterations overlap, and the exponentials of eight would spill.
    public override int TilesPerIteration => 2;

    public override int TailTiles => 2;

    public override string Fma(Element element, string a, string b, string c) => $"Avx512F.FusedMultiplyAdd({a}, {b}, {c})";

    public override string FmaNegated(Element element, string a, string b, string c) => $"Avx512F.FusedMultiplyAddNegated({a}, {b}, {c})";

    public override string Max(Element element, string floor, string value) => $"Avx512F.Max({floor}, {value})";

    public override string Min(Element element, string ceiling, string value) => $"Avx512F.Min({ceiling}, {value})";

    // A load waits for all that an earlier store could have written of what it could read, masks or not: half a register where that is enough.
    public override string LoadShort(string source, string index, string end, string identity) => $"{Helper}.LoadShort(ref {source}, {index}, {end}, {identity})";

    public override string StoreShort(string destination, string index, string end, string value) => $"{Helper}.StoreShort({value}, ref {destination}, {index}, {end});";

    // The instructions return their second operand where the two are equal or one is NaN.
    public override string Larger(string key, string level) => $"Avx512F.Max({key}, {level})";

    public override string Enter(string key, string above, string level) => $"Avx512F.Max(Avx512F.Min({above}, {key}), {level})";

    // A comparison's result is a mask register, not a register of all bits.
    public override string Mark(Element element, string marks, string mark, string mask) => Select($"{mask}.As{element.Integer}()", $"{marks} | {mark}", marks);

    // One instruction under a mask.
    public override string ZeroBelow(Element element, string floor, string argument, string value) =>
        Select($"Avx512F.CompareNotLessThan({argument}, {floor})", value, $"{Vector(element)}.Zero");

    public override string ToIntegers(string value) => $"Avx512F.ConvertToVector512Int32WithTruncation({value}).AsSingle()";

    public override string WidenLower(string value) => $"Avx512F.ConvertToVector512Double({value}.GetLower())";

    public override string WidenUpper(string value) => $"Avx512F.ConvertToVector512Double({value}.GetUpper())";
}
