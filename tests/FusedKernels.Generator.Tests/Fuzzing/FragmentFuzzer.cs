using System.Text;

namespace FusedKernels.Generator.Tests.Fuzzing;

/// <summary>Files of random C#, from a seed: loops, queries, switches and lambdas over numbers, with exponentials in a share of the methods.</summary>
/// <param name="seed">The same seed gives the same files.</param>
/// <param name="share">How many of the methods have exponentials, from 0 to 1.</param>
internal sealed class FragmentFuzzer(int seed, double share)
{
    private static readonly string[] Scalars = ["a", "b", "t", "sum", "max", "_field", "x[i]", "y[j]", "z[i, j]", "rows[i][j]", "x.Length", "item.Score", "Limit", "1", "0.5", "-2", "1e-9"];
    private static readonly string[] Rows = ["x", "y", "rows[0]", "list", "x.Select(v => v * 2)", "list.Where(v => v > 0)", "items.Select(o => o.Score)", "x.AsSpan(1).ToArray()", "y.OrderByDescending(v => v)"];
    private static readonly string[] Functions = ["Math.Abs", "Math.Sqrt", "Math.Tanh", "Math.Round", "Scale", "Helper", "Math.Sign"];
    private static readonly string[] Exponentials = ["Math.Exp", "Math.Exp", "Wrapped", "Math.Log", "double.LogP1", "MathF.Exp", "Math.Cosh", "Undefined.Exp"];
    private static readonly string[] Operators = ["+", "-", "*", "/", "+", "-", "*", "/", "%"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private bool _isNumeric;

    /// <summary>Files of together at least so many lines; one in ten is as if somebody were typing in it.</summary>
    public IEnumerable<string> Files(int lines)
    {
        for (int file = 0; lines > 0; file++)
        {
            string text = File(file);
            lines -= text.Count(static c => c == '\n');
            yield return file % 10 == 9 ? Mutation.Apply(text, _random) : text;
        }
    }

    private string File(int number)
    {
        _text.Clear().Append("using System.Collections.Generic;\nusing System.Linq;\nnamespace Fuzz").Append(number).Append(";\n");
        Line("public class Item { public double Score; public double P { get; set; } }");
        Line("public class C");
        Line("{");
        Line("private double _field; private const double Limit = 20;");
        Line("private static double Wrapped(double v) => Math.Exp(v);");
        Line("private static double Scale(double v) => v > 0 ? v : -v;");
        Line("private static double Helper(double v) { double r = v; for (int i = 0; i < 3; i++) { if (v > r) r = v; } return r; }");
        for (int method = 0; method < 12; method++)
        {
            _isNumeric = _random.NextDouble() < share;
            Line($"public double M{method}(double[] x, double[] y, double[,] z, double[][] rows, List<double> list, Item[] items, double a, double b, double t, int i, int j)");
            Line("{");
            Line("double sum = 0, max = double.MinValue; Item item = items[0];");
            Statements(3 + _random.Next(5), depth: 0);
            Line($"return {Expression(2)};");
            Line("}");
        }

        return Line("}")._text.ToString();
    }

    private FragmentFuzzer Line(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    private void Statements(int count, int depth)
    {
        for (int statement = 0; statement < count; statement++)
        {
            Statement(depth);
        }
    }

    private void Statement(int depth)
    {
        switch (_random.Next(depth > 2 ? 6 : 14))
        {
            case 0:
                Line($"sum += {Expression(2)};");
                break;
            case 1:
                Line($"{Pick("x[i]", "y[j]", "z[i, j]", "rows[i][j]", "item.P", "a", "t", "_field", "max")} {Pick("=", "+=", "/=", "*=", "-=")} {Expression(3)};");
                break;
            case 2:
                Line($"max = Math.Max(max, {Expression(1)});");
                break;
            case 3:
                Line($"list.Add({Expression(2)});");
                break;
            case 4:
                Line($"{{ var e = {Row()}.ToArray(); double s = e.Sum(); a = e[0] / s; }}");
                break;
            case 5:
                Line($"b = {Row()}.{Pick("Sum", "Max", "Average", "Min")}({(_random.Next(2) == 0 ? "" : $"v => {Call("v")}")});");
                break;
            case 6:
                Block($"for (i = 0; i < x.Length; i++)", depth);
                break;
            case 7:
                Block("foreach (Item each in items)", depth);
                break;
            case 8:
                Block($"if ({Expression(1)} {Pick("<", ">", ">=", "==")} {Expression(1)})", depth);
                break;
            case 9:
                Block($"while (t > {Expression(1)})", depth);
                break;
            case 10:
                Line($"a = t switch {{ > 20 => {Expression(1)}, < 0 when b > 1 => {Expression(2)}, _ => {Expression(2)} }};");
                break;
            case 11:
                Line($"double F{depth}{_random.Next(100_000)}(double v) => {Call("v")};");
                break;
            case 12:
                Line($"if (a > {Expression(1)}) {{ {Pick("return 1;", "return a;", "throw new InvalidOperationException();", "a = 1;")} }}");
                break;
            default:
                Line($"System.Threading.Tasks.Parallel.For(0, x.Length, k => {{ x[k] = {Call("y[k]")}; }});");
                break;
        }
    }

    private void Block(string head, int depth)
    {
        Line(head);
        Line("{");
        Statements(1 + _random.Next(3), depth + 1);
        Line("}");
    }

    private string Expression(int depth) => _random.Next(depth <= 0 ? 1 : 7) switch
    {
        0 => Pick(Scalars),
        1 or 2 => $"({Expression(depth - 1)} {Pick(Operators)} {Expression(depth - 1)})",
        3 or 4 => Call(Expression(depth - 1)),
        5 => $"({Expression(depth - 1)} > 0 ? {Expression(depth - 1)} : {Expression(depth - 1)})",
        _ => $"-{Pick(Scalars)}",
    };

    private string Call(string argument) => $"{(_isNumeric && _random.Next(3) > 0 ? Pick(Exponentials) : Pick(Functions))}({argument})";

    private string Row() => _isNumeric && _random.Next(2) == 0 ? $"{Pick(Rows)}.Select(v => {Call("v")})" : Pick(Rows);

    private string Pick(params string[] options) => options[_random.Next(options.Length)];
}
