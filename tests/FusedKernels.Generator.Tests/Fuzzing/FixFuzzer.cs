using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Tests.Fuzzing;

/// <summary>
/// Small programs that compile, each with a formula on exponentials: a row of some type, a way to go over it, a spelling of the exponential, and
/// whatever may stand around them. Their class <c>Sample</c> calls them.
/// </summary>
internal sealed partial class FixFuzzer(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<string> _members = [];
    private readonly List<string> _types = [];
    private string _element = "";
    private string _exponential = "";
    private bool _usesStaticMath;
    private int _counters;

    /// <summary>The text of the next program, and whether its project checks for null.</summary>
    public (string Text, NullableContextOptions Nullable) Next()
    {
        _members.Clear();
        _types.Clear();
        _element = Pick("float", "double");
        string math = Math();
        (_usesStaticMath, _counters) = (false, 0);
        switch (_random.Next(6))
        {
            case 0 when _element == "double":
                (_exponential, _usesStaticMath) = ("Exp({0})", true);
                break;
            case 1:
                _exponential = _element == "double" ? "Math.Pow(Math.E, {0})" : "(float)Math.Exp({0})";
                break;
            case 2:
                _members.Add($"private static {_element} E({_element} v) => {math}.Exp(v);");
                _exponential = "E({0})";
                break;
            case 3:
                _exponential = _element + ".Exp({0})";
                break;
            default:
                _exponential = math + ".Exp({0})";
                break;
        }

        Computation computation = _random.Next(12) switch { < 4 => Scalar(), 4 => OfRows(), _ => OfRow() };
        string text = Around(computation);
        return (Decorated(text), _random.Next(3) == 0 ? NullableContextOptions.Disable : NullableContextOptions.Enable);
    }

    [GeneratedRegex(@"\bi\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Index();

    private string Math() => _element == "float" ? "MathF" : "Math";

    private string Exp(string argument) => string.Format(System.Globalization.CultureInfo.InvariantCulture, _exponential, argument);

    private string Literal(string number) => _element == "float" ? number + "f" : _random.Next(2) == 0 ? number + ".0" : number;

    private string Type(string type) => _random.Next(2) == 0 ? "var" : type;

    private T Pick<T>(params T[] options) => options[_random.Next(options.Length)];

    private Computation Scalar()
    {
        string math = Math();
        (string x, string one) = (Pick("x", "-x", "x + 1", "2 * x", "x * y"), Literal("1"));
        string e = Exp(x);
        string formula = Pick(
            $"{math}.Log({one} + {e})",
            $"{math}.Log({e} + {one})",
            $"{math}.Log({one} - {Exp("-" + math + ".Abs(x) - 1")})",
            $"{e} / ({one} + {e})",
            $"y * {e} / ({e} + 1)",
            $"({e} - {Exp("-(" + x + ")")}) / ({e} + {Exp("-(" + x + ")")})",
            $"{math}.Log({e} + {Exp("y")})",
            $"{Exp("x")} / ({Exp("x")} + {Exp("y")})",
            $"{math}.Log({one} / ({one} + {Exp("-x")}))",
            $"{e} / (({one} + {e}) * ({one} + {e}))",
            $"{Exp("x + y")} / {Exp("x")}",
            $"{Exp("2 * x")} - {Exp("x")}",
            $"{e} - {one}",
            $"{math}.Log({one} + x * x)",
            $"{math}.Log({Exp("x")} + {Exp("y")} + {one})",
            $"1 - {e} / (1 + {e})");
        string local = $"{Type(_element)} e = {e}; {_element} q = e / ({one} + e);";
        string logarithm = $"{_element} p = {one} / ({one} + {Exp("-x")}); {Type(_element)} q = -{math}.Log(p);";
        string compound = $"{_element} q = {e}; q /= {one} + {e};";
        (string statements, string value) = _random.Next(6) switch
        {
            0 => (local, "q"),
            1 => (logarithm, "q"),
            2 => (compound, "q"),
            3 => ($"{_element} q = {formula};", Pick("q", "q * 2", "-q")),
            _ => ("", Pick("{0}", "2 * ({0})", "y - ({0})", "-({0})").Replace("{0}", formula, StringComparison.Ordinal)),
        };
        return new(_element, $"{_element} x, {_element} y", "x, y", $"{_element} x, {_element} y", statements, value);
    }

    private Computation OfRow()
    {
        Row row = SomeRow();
        string t = row.IsAlone || _random.Next(4) > 0 ? "" : $", {_element} t";
        string shift = _random.Next(3) == 0 ? " - m" : "";
        string Of(string value) => t.Length > 0 && shift.Length > 0 ? Exp($"({value}{shift}) / t") : Exp(value + shift + (t.Length > 0 ? " / t" : ""));
        string before = shift.Length == 0 ? "" : Maximum(row);
        (string statements, string value, string type) = Body(row, Of);
        return new(type, row.Parameters + t, row.Arguments + (t.Length > 0 ? ", t" : ""), row.SampleParameters + t, before + statements, value)
        {
            Fields = row.Fields, Types = row.Types + string.Join(' ', _types), IsByReference = row.IsByReference, IsUnsafe = row.IsUnsafe,
        };
    }

    // Several rows, each with its sum in an array.
    private Computation OfRows()
    {
        string t = _element;
        (string parameter, string at, string rows, string columns) = Pick(
            ($"{t}[,] x", "x[i, j]", "x.GetLength(0)", "x.GetLength(1)"),
            ($"{t}[][] x", "x[i][j]", "x.Length", "x[i].Length"));
        string Each(string body) => $"for (int i = 0; i < {rows}; i++) {{ {body} }}";
        string Columns(string body) => $"for ({Type("int")} j = 0; j < {columns}; j++) {{ {body} }}";
        string e = Exp(Pick(at, "-" + at, at + " * 2"));
        string sums = $"{t}[] s = new {t}[{rows}];";
        string summed = Each(Columns($"s[i] += {e};"));
        string logarithm = $"s[i] = {Math()}.Log(s[i]);";
        return Pick(
            new Computation($"{t}[]", parameter, "x", parameter, $"{sums} {summed} {t}[] l = new {t}[{rows}]; {Each("l[i] = " + Math() + ".Log(s[i]);")}", "l"),
            new Computation($"{t}[]", parameter, "x", parameter, $"{sums} {Each(Columns($"s[i] += {e};") + " " + logarithm)}", "s"),
            new Computation(parameter[..^2], parameter, "x", parameter, $"{sums} {summed} {Each(Columns($"{at} = {e} / s[i];"))}", "x"),
            new Computation(parameter[..^2], parameter, "x", parameter, $"{sums} {Each(Columns($"{at} = {e}; s[i] += {at};"))} {Each(Columns($"{at} /= s[i];"))}", "x"));
    }

    // A kernel that is there already.
    private string Kernel()
    {
        _types.Add($"internal static partial class Given {{ [global::FusedKernels.FusedSoftmax] public static partial void Rows(ReadOnlySpan<{_element}> logits, Span<{_element}> probabilities); }}");
        return "Given.Rows";
    }

    private string Maximum(Row row) => row.IsLinq && _random.Next(2) == 0 ? $"{Type(_element)} m = {row.Name}.Max({(row.Types.Length > 0 ? "item => item.V" : "")});"
        : row.IsIndexed ? $"{_element} m = {_element}.MinValue; {Loop(row, row.At("i") + " > m", "m = " + row.At("i") + ";")}"
        : $"{_element} m = {_element}.MinValue; foreach ({Type(_element)} v in {row.Name}) {{ m = Math.Max(m, v); }}";

    // All elements by their index, with a condition or without.
    private string Loop(Row row, string condition, string body)
    {
        string inner = condition.Length > 0 ? $"if ({condition}) {{ {body} }}" : body;
        string counter = $"i{++_counters}";
        string counted = Index().Replace(inner, counter);
        return _random.Next(7) switch
        {
            0 => $"int {counter} = 0; while ({counter} < {row.Length}) {{ {counted} {counter}++; }}",
            1 when row.IsAlwaysFull => $"for (int i = 0, n = {row.Length}; i < n; ++i) {{ {inner} }}",
            2 => $"for ({Type("int")} i = 0; i < {row.Length}; i += 1) {{ {inner} }}",
            3 when row.IsAlwaysFull => $"int {counter} = 0; do {{ {counted} {counter}++; }} while ({counter} < {row.Length});",
            _ => $"for (int i = 0; i < {row.Length}; i++) {{ {inner} }}",
        };
    }

    private (string Statements, string Value, string Type) Body(Row row, Func<string, string> exp)
    {
        string math = Math();
        (string array, string s, string e) = ($"{_element}[]", Pick("s", "sum", "total"), Pick("e", "probabilities", "result", "max"));
        string allocated = $"{Type(array)} {e} = new {_element}[{row.Length}];";
        string zero = $"{_element} {s} = 0;";
        string divide = Pick($"{e}[i] /= {s};", $"{e}[i] = {e}[i] / {s};", $"{e}[i] *= 1 / {s};");
        string target = $"-{math}.Log({e}[0])";
        switch (_random.Next(11))
        {
            case 0 or 1 when row.IsIndexed:
                string store = Pick($"{e}[i] = {exp(row.At("i"))}; {s} += {e}[i];", $"{s} += {e}[i] = {exp(row.At("i"))};", $"{Type(_element)} w = {exp(row.At("i"))}; {e}[i] = w; {s} = {s} + w;");
                string stored = $"{allocated} {zero} {Loop(row, "", store)} {Loop(row, "", divide)}";
                return _random.Next(3) == 0 ? OfProbabilities(stored, e) : (stored, e, array);
            case 2 when row.IsIndexed:
                string summed = $"{zero} {Loop(row, "", $"{s} += {exp(row.At("i"))};")}";
                return _random.Next(3) switch
                {
                    0 => (summed, $"{math}.Log({s})", _element),
                    1 => ($"{allocated} {summed} {Loop(row, "", $"{e}[i] = {math}.Log({exp(row.At("i"))} / {s});")}", e, array),
                    _ => ($"{allocated} {summed} {Loop(row, "", $"{e}[i] = {exp(row.At("i"))} / {s};")}", e, array),
                };
            case 3 when row.IsWritable:
                return ($"{zero} {Loop(row, "", $"{row.At("i")} = {exp(row.At("i"))}; {s} += {row.At("i")};")} {Loop(row, "", $"{row.At("i")} /= {s};")}", row.At("0"), _element);
            case 4 when row.IsLinq:
                string mapped = $"{Type(array)} {e} = {row.Name}.Select(v => {exp(row.Element("v"))}).ToArray(); {Type(_element)} {s} = {e}.Sum();";
                return Pick((mapped, $"{e}.Select(v => v / {s}).ToArray()", array), ($"{mapped} {Type(array)} q = {e}.Select(v => v / {s}).ToArray();", $"-{math}.Log(q[0])", _element));
            case 5 when row.IsLinq:
                string sum = $"{Type(_element)} {s} = {row.Name}.Sum(v => {exp(row.Element("v"))});";
                return Pick((sum, $"{row.Name}.Select(v => {exp(row.Element("v"))} / {s}).ToArray()", array), (sum, $"{math}.Log({s})", _element));
            case 6 when row.IsLinq:
                return Pick(("", $"{math}.Log({row.Name}.Sum(v => {exp(row.Element("v"))}))", _element), ("", $"{row.Name}.Select(v => {exp(row.Element("v"))} / {row.Name}.Sum(u => {exp(row.Element("u"))})).ToArray()", array));
            case 7 when row.IsSpan && _element == "float":
                string called = $"{allocated} TensorPrimitives.SoftMax({row.Name}, {e});";
                return Pick((called, e, array), (called, target, _element));
            case 8 when row.IsSpan:
                string written = $"{allocated} {Kernel()}({row.Name}, {e});";
                return _random.Next(2) == 0 ? OfProbabilities(written, e) : ($"{written} {Loop(row, "", $"{e}[i] = {math}.Log({e}[i]);")}", e, array);
            case 9 when row.IsSpan && row.IsIndexed:
                string compared = $"{allocated} {zero} {Loop(row, "", $"{s} += {e}[i] = {exp(row.At("i"))};")} {Loop(row, "", divide)} {array} q = new {_element}[{row.Length}]; {Kernel()}({row.Name}, q);";
                return ($"{compared} {_element} h = 0; {Loop(row, "", Pick($"h += {e}[i] * {math}.Log({e}[i] / q[i]);", $"h += {e}[i] * ({math}.Log({e}[i]) - {math}.Log(q[i]));"))}", "h", _element);
            default:
                return row.IsIndexed
                    ? ($"{_element} num = 0, den = 0; {Loop(row, "", $"{_element} w = {exp(row.At("i"))}; num += w * i; den += w;")}", "num / den", _element)
                    : ($"{zero} foreach ({Type(_element)} v in {row.Name}) {s} += {exp("v")};", $"{math}.Log({s})", _element);
        }
    }

    // The logarithm of one probability, or of each of them.
    private (string Statements, string Value, string Type) OfProbabilities(string statements, string e)
    {
        string log = $"{Math()}.Log(q)";
        string total = $"{_element} h = 0;";
        return _random.Next(6) switch
        {
            0 => (statements, $"-{e}.Sum(q => q * {log})", _element),
            1 => ($"{statements} {total} foreach ({Type(_element)} q in {e}) {{ h -= q * {log}; }}", "h", _element),
            2 => ($"{statements} {total} foreach ({Type(_element)} q in {e}) h += {log};", "h / 2", _element),
            3 => (statements, $"{e}.Zip({e}, (q, r) => r * {log}).Sum()", _element),
            4 => (statements, $"{e}.Average(q => {log})", _element),
            _ => (statements, $"-{Math()}.Log({e}[0])", _element),
        };
    }

    private Row SomeRow()
    {
        string t = _element;
        string modifier = Pick("ref", "in", "params");
        return _random.Next(16) switch
        {
            0 or 1 => new("x", i => $"x[{i}]", "x.Length", $"{t}[] x", "x", $"{t}[] x") { IsLinq = true, IsWritable = true, IsSpan = true },
            2 or 3 => new("x", i => $"x[{i}]", "x.Count", $"List<{t}> x", "x", $"List<{t}> x") { IsLinq = true, IsWritable = true },
            4 => new("x", i => $"x[{i}]", "x.Length", $"ReadOnlySpan<{t}> x", "x", $"{t}[] x") { IsSpan = true, IsByReference = true },
            5 => new("x", i => $"x[{i}]", "x.Length", $"{Pick("", "scoped ")}Span<{t}> x", "x", $"{t}[] x") { IsWritable = true, IsSpan = true, IsByReference = true },
            6 => new("x", i => $"x[{i}]", "x.Count", $"IReadOnlyList<{t}> x", "x", $"IReadOnlyList<{t}> x") { IsLinq = true },
            7 => new("x", i => $"x[1, {i}]", "x.GetLength(1)", $"{t}[,] x", "x", $"{t}[,] x") { IsWritable = true },
            8 => new("x[k]", i => $"x[k][{i}]", "x[k].Length", $"{t}[][] x, int k", "x, 1", $"{t}[][] x") { IsLinq = true, IsWritable = true, IsAlone = true },
            9 => new("x", i => i == "0" ? "x[o]" : $"x[o + {i}]", "n", $"{t}[] x, int o, int n", "x, x.Length / 2, x.Length - x.Length / 2", $"{t}[] x") { IsWritable = true, IsAlone = true },
            10 => new("_x", i => $"_x[{i}]", "_x.Length", "", "", $"{t}[] x") { IsLinq = true, IsSpan = true, IsAlone = true, Fields = $"private readonly {t}[] _x = x;" },
            12 => new("x", i => $"x[{i}].V", "x.Length", "Item[] x", "x.Select(v => new Item { V = v }).ToArray()", $"{t}[] x") { IsLinq = true, IsWritable = true, Types = $"internal sealed class Item {{ public {t} V; }}" },
            13 or 14 => new("x", i => $"x[{i}]", "n", $"{t}* x, int n", "p, x.Length", $"{t}[] x") { IsWritable = true, IsByReference = true, IsAlone = true, IsUnsafe = true },
            11 => new("x", _ => "", "", $"IEnumerable<{t}> x", "x", $"IEnumerable<{t}> x") { IsLinq = true },
            _ => new("x", i => $"x[{i}]", "x.Length", $"{modifier} {t}[] x", modifier == "params" ? "x" : modifier + " x", $"{t}[] x") { IsSpan = true, IsByReference = modifier != "params", IsAlone = true },
        };
    }

    private sealed record Row(string Name, Func<string, string> At, string Length, string Parameters, string Arguments, string SampleParameters)
    {
        public bool IsLinq { get; init; }

        public bool IsWritable { get; init; }

        public bool IsSpan { get; init; }

        // Not to be captured by a lambda.
        public bool IsByReference { get; init; }

        // Nothing may follow the row's own parameters.
        public bool IsAlone { get; init; }

        // Never without elements, which a loop that asks afterwards must not meet.
        public bool IsAlwaysFull => Length != "n";

        public string Fields { get; init; } = "";

        // Of the elements, if they are no numbers.
        public string Types { get; init; } = "";

        public bool IsUnsafe { get; init; }

        public string Element(string item) => Types.Length > 0 ? item + ".V" : item;

        public bool IsIndexed => Length.Length > 0;
    }

    /// <param name="Type">What it computes; nothing where that is for the compiler to say.</param>
    /// <param name="Parameters">Of the method that holds it.</param>
    /// <param name="Arguments">By which the sample calls the method.</param>
    /// <param name="SampleParameters">Of the sample.</param>
    /// <param name="Statements">What comes first.</param>
    /// <param name="Value">What is returned.</param>
    private sealed record Computation(string Type, string Parameters, string Arguments, string SampleParameters, string Statements, string Value)
    {
        public string Fields { get; init; } = "";

        public string Types { get; init; } = "";

        public bool IsByReference { get; init; }

        public bool IsUnsafe { get; init; }
    }
}
