namespace FusedKernels.Generator.Lowering;

/// <summary>
/// An instruction set: the words that passes are written in, as C# text. Every word is IEEE 754 arithmetic on each lane, so that a program of
/// words gives the same bits on each target.
/// </summary>
internal abstract class Target
{
    /// <summary>The one that every machine has.</summary>
    public static readonly Target Scalar = new ScalarTarget();

    /// <summary>Every target, in the order of preference: one line each.</summary>
    public static readonly Target[] All = [new Avx512Target(), new Avx2Target(), new NeonTarget(), Scalar];

    /// <summary>The emitted type's name.</summary>
    public abstract string Name { get; }

    /// <summary>The name in a sentence.</summary>
    public abstract string Title { get; }

    /// <summary>True on machines that have it, as a C# expression.</summary>
    public abstract string Guard { get; }

    /// <summary>Bits of a register.</summary>
    public abstract int Bits { get; }

    /// <summary>Tiles in one iteration of a loop.</summary>
    public abstract int TilesPerIteration { get; }

    /// <summary>Registers whose statements alternate, so that neighbouring instructions do not wait for each other.</summary>
    public virtual int Chains => 4;

    /// <summary>Tiles that a tail evaluates together: its waits are longer than its work.</summary>
    public virtual int TailTiles => 1;

    /// <summary>Columns that pass together where rows lie in the lanes: independent chains, as many as the registers hold beside their constants.</summary>
    public virtual int ColumnsAtOnce => 4;

    protected string Class => $"Vector{Bits}";

    /// <summary>The runtime's class of what has no instruction of its own.</summary>
    protected string Helper => $"Lanes{Bits}";

    public virtual int Lanes(Element element) => Bits / 8 / element.Bytes;

    public virtual string Vector(Element element) => $"{Class}<{element.Keyword}>";

    /// <summary>The type that sums of floats are widened to.</summary>
    public virtual string WideVector => Vector(Element.Double);

    /// <summary>The runtime's type of the scalars of as many rows as fit in a register.</summary>
    public string RowScalars(Element element) => element == Element.Single ? $"Doubles{Lanes(Element.Double)}" : element.Wide;

    /// <summary>The type of a comparison's result.</summary>
    public virtual string Mask(Element element) => Vector(element);

    public virtual string Broadcast(Element element, string value) => $"{Class}.Create({value})";

    /// <summary>A bool as a comparison's result in every lane.</summary>
    public virtual string BroadcastMask(Element element, string value) => $"{Class}.Create({value} ? -1 : {(element == Element.Single ? "0" : "0L")}).As{element.Name}()";

    public virtual string Load(string source, string index) => $"{Class}.LoadUnsafe(ref {source}, {index})";

    public virtual string LoadTail(string source, string index, string end, string identity) => $"{Helper}.LoadTail(ref {source}, {index}, {end}, {identity})";

    /// <summary>The columns before <paramref name="end"/> as they are, <paramref name="identity"/> beyond.</summary>
    public virtual string KeepTail(string value, string index, string end, string identity) => $"{Helper}.KeepTail({value}, {index}, {end}, {identity})";

    public virtual string LoadMask(Element element, string source, string index) => $"{Helper}.LoadMask{element.Name}(ref {source}, {index})";

    public virtual string LoadMaskTail(Element element, string source, string index, string end) => $"{Helper}.LoadMaskTail{element.Name}(ref {source}, {index}, {end})";

    public virtual string Store(string destination, string index, string value) => $"{value}.StoreUnsafe(ref {destination}, {index});";

    public virtual string StoreTail(string destination, string index, string end, string value) => $"{Helper}.StoreTail({value}, ref {destination}, {index}, {end});";

    /// <summary><see cref="LoadTail"/> of a short row, whose neighbours in memory may just have been written.</summary>
    public virtual string LoadShort(string source, string index, string end, string identity) => LoadTail(source, index, end, identity);

    /// <summary><see cref="StoreTail"/> of a short row, whose neighbours in memory may be read next.</summary>
    public virtual string StoreShort(string destination, string index, string end, string value) => StoreTail(destination, index, end, value);

    /// <summary>An aligned store past the cache, to a pointer.</summary>
    public virtual string StoreNonTemporal(string pointer, string value) => $"{Class}.StoreAlignedNonTemporal({value}, {pointer});";

    public virtual bool Prefetches => true;

    /// <summary>Asks for the cache line of a column that is read later.</summary>
    public virtual string Prefetch(string source, string index) => $"{Helper}.Prefetch(ref {source}, {index});";

    /// <summary>Orders stores past the cache before later ones, where that takes an instruction.</summary>
    public virtual string? StoreFence => "Sse.StoreFence();";

    /// <summary>True where <see cref="Shift"/> knows that ∞ − ∞ is 0: rows with +∞ are sent there.</summary>
    public virtual bool KnowsInfinity => false;

    /// <summary>left − right, where ∞ − ∞ is 0 if <see cref="KnowsInfinity"/>.</summary>
    public virtual string Shift(string left, string right) => $"{left} - {right}";

    /// <summary>a · b + c, rounded once.</summary>
    public abstract string Fma(Element element, string a, string b, string c);

    /// <summary>c − a · b, rounded once.</summary>
    public abstract string FmaNegated(Element element, string a, string b, string c);

    /// <summary>The larger; <paramref name="value"/> where it is NaN.</summary>
    public abstract string Max(Element element, string floor, string value);

    /// <summary>The smaller; <paramref name="value"/> where it is NaN.</summary>
    public abstract string Min(Element element, string ceiling, string value);

    /// <summary>−|value|: the sign bit is set.</summary>
    public virtual string NegatedMagnitude(Element element, string value) => $"{value} | {Broadcast(element, element == Element.Single ? "-0f" : "-0.0")}";

    /// <summary>The key where it is larger, otherwise the level: where they are equal or the key is NaN.</summary>
    public virtual string Larger(string key, string level) => Select(Greater(key, level), key, level);

    /// <summary>What a level is when a key has entered, of two levels where <paramref name="above"/> is not the smaller: the one in the middle. NaN does not enter.</summary>
    public virtual string Enter(string key, string above, string level) => Select(Greater(key, level), Select(Greater(key, above), above, key), level);

    /// <summary>A power of two from the exponent field in the low bits of a number.</summary>
    public virtual string PowerOfTwo(Element element, string biased) => $"({biased}.As{element.Integer}() << {element.MantissaBits}).As{element.Name}()";

    /// <summary>The runtime's type that brings blocks of rows to registers of columns and back.</summary>
    public string Transposition => $"Transposition{Bits}";

    /// <summary>Columns of such a block; there are others with <see cref="FewTransposedColumns"/>.</summary>
    public virtual int TransposedColumns => 8;

    /// <summary>The fewest columns of a block.</summary>
    public const int FewTransposedColumns = 4;

    /// <summary>The type of a table of eight floats.</summary>
    public virtual string Table => Vector(Element.Single);

    /// <summary>A table of the runtime's <c>EighthPowers</c>.</summary>
    public virtual string EighthPowers(string member) => $"EighthPowers.{member}{Bits}";

    /// <summary>The entries of a table by the three lowest bits of numbers.</summary>
    public static string Lookup(string table, string numbers) => $"EighthPowers.Lookup({table}, {numbers})";

    /// <summary>The powers of two whose exponent field, and eighths below it, are the lowest bits of numbers.</summary>
    public static string EighthPower(string powers, string numbers) => $"EighthPowers.Power({powers}, {numbers})";

    /// <summary>A function's value; 0 where its argument is below a floor.</summary>
    public virtual string ZeroBelow(Element element, string floor, string argument, string value) => $"{Class}.AndNot({value}, {Greater(floor, argument)})";

    public virtual string Greater(string left, string right) => $"{Class}.GreaterThan({left}, {right})";

    public virtual string AtLeast(string left, string right) => $"{Class}.GreaterThanOrEqual({left}, {right})";

    /// <summary>The type of marks: a bit of each lane for each of some columns.</summary>
    public string Marks(Element element) => $"{Class}<{(element == Element.Single ? "int" : "long")}>";

    /// <summary>The marks, with one more in the lanes where a comparison is true.</summary>
    public virtual string Mark(Element element, string marks, string mark, string mask) => $"{marks} | ({mask}.As{element.Integer}() & {mark})";

    public virtual string Equal(string left, string right) => $"{Class}.Equals({left}, {right})";

    public virtual string NotEqual(string left, string right) => $"~{Class}.Equals({left}, {right})";

    /// <summary>The numbers of the columns of a register.</summary>
    public virtual string Columns(Element element, string index) => $"{Helper}.Columns{element.Name}({index})";

    /// <summary>True where some lane of the two is equal.</summary>
    public virtual string AnyEqual(string left, string right) => $"{Class}.EqualsAny({left}, {right})";

    /// <summary>True where all lanes of the two are equal.</summary>
    public virtual string AllEqual(string left, string right) => $"{Class}.EqualsAll({left}, {right})";

    public virtual string Select(string mask, string whenTrue, string whenFalse) => $"{Class}.ConditionalSelect({mask}, {whenTrue}, {whenFalse})";

    /// <summary>The lower half of a register of floats, as doubles.</summary>
    public abstract string WidenLower(string value);

    /// <summary>The upper half of a register of floats, as doubles.</summary>
    public abstract string WidenUpper(string value);

    /// <summary>Doubles rounded to floats: the halves of a register, in order.</summary>
    public virtual string Narrow(IReadOnlyList<string> halves) => $"{Class}.Narrow({string.Join(", ", halves)})";

    /// <summary>Floats that are whole numbers as ints, in a register of floats by their bits.</summary>
    public abstract string ToIntegers(string value);

    /// <summary>Integers by their bits, as whole numbers.</summary>
    public string FromIntegers(Element element, string value) => $"{Class}.ConvertTo{element.Name}({value}.As{element.Integer}())";

    public virtual string Sqrt(Element element, string value) => $"{Class}.Sqrt({value})";

    public virtual string ReduceMax(string value) => $"{Helper}.ReduceMax({value})";

    /// <summary>The sum over the virtual lanes, which lie in the registers in order, by halves.</summary>
    public string Fold(Element element, IEnumerable<string> registers) => $"{Helper}.{(element == Element.Single ? "Fold" : "FoldCompensated")}({string.Join(", ", registers)})";
}
