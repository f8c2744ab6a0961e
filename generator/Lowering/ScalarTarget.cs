namespace FusedKernels.Generator.Lowering;

/// <summary>One lane: plain C# for every machine, and for blocks with +∞ on all of them.</summary>
internal sealed class ScalarTarget : Target
{
    public override string Name => "Scalar";

    public override string Title => "scalar";

    public override string Guard => "true";

    public override int Bits => 0;

    public override int TilesPerIteration => 1;

    public override int ColumnsAtOnce => 1;

    public override string WideVector => "double";

    public override int Lanes(Element element) => 1;

    public override string Vector(Element element) => element.Keyword;

    public override string Mask(Element element) => "bool";

    public override string Broadcast(Element element, string value) => value;

    public override string BroadcastMask(Element element, string value) => value;

    public override string Load(string source, string index) => $"Unsafe.Add(ref {source}, {index})";

    public override string LoadTail(string source, string index, string end, string identity) => Load(source, index);

    public override string KeepTail(string value, string index, string end, string identity) => value;

    public override string LoadMask(Element element, string source, string index) => Load(source, index);

    public override string LoadMaskTail(Element element, string source, string index, string end) => Load(source, index);

    public override string Store(string destination, string index, string value) => $"Unsafe.Add(ref {destination}, {index}) = {value};";

    public override string StoreTail(string destination, string index, string end, string value) => Store(destination, index, value);

    public override string? StoreFence => null;

    public override bool KnowsInfinity => true;

    public override string Shift(string left, string right) => $"Lanes.Shift({left}, {right})";

    public override string Fma(Element element, string a, string b, string c) => $"{Math(element)}.FusedMultiplyAdd({a}, {b}, {c})";

    public override string FmaNegated(Element element, string a, string b, string c) => $"{Math(element)}.FusedMultiplyAdd(-{a}, {b}, {c})";

    public override string Max(Element element, string floor, string value) => $"({value} < {floor} ? {floor} : {value})";

    public override string NegatedMagnitude(Element element, string value) => $"-{element.Keyword}.Abs({value})";

    public override string Min(Element element, string ceiling, string value) => $"({value} > {ceiling} ? {ceiling} : {value})";

    public override string PowerOfTwo(Element element, string biased) =>
        $"BitConverter.{element.Integer}BitsTo{element.Name}(BitConverter.{element.Name}To{element.Integer}Bits({biased}) << {element.MantissaBits})";

    public override string ZeroBelow(Element element, string floor, string argument, string value) => $"({argument} < {floor} ? {element.Literal(0)} : {value})";

    public override string Table => "Vector256<float>";

    public override string EighthPowers(string member) => $"EighthPowers.{member}256";

    public override string Greater(string left, string right) => $"{left} > {right}";

    public override string Equal(string left, string right) => $"{left} == {right}";

    public override string NotEqual(string left, string right) => $"{left} != {right}";

    public override string Columns(Element element, string index) => $"({element.Keyword})({index})";

    public override string Select(string mask, string whenTrue, string whenFalse) => $"({mask} ? {whenTrue} : {whenFalse})";

    public override string ToIntegers(string value) => $"BitConverter.Int32BitsToSingle((int){value})";

    public override string WidenLower(string value) => value;

    public override string WidenUpper(string value) => value;

    public override string Narrow(IReadOnlyList<string> halves) => $"(float)({halves[0]})";

    public override string Sqrt(Element element, string value) => $"{Math(element)}.Sqrt({value})";

    public override string ReduceMax(string value) => value;

    private static string Math(Element element) => element == Element.Single ? "MathF" : "Math";
}
