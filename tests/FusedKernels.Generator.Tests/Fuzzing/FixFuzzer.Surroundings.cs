using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp.Formatting;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Options;

namespace FusedKernels.Generator.Tests.Fuzzing;

/// <summary>The methods, types and files around a computation, and its comments.</summary>
internal sealed partial class FixFuzzer
{
    private static readonly AdhocWorkspace Formatting = new();

    /// <summary>How editors lay out: every brace on a line of its own, or those of statements behind what they belong to.</summary>
    public static IReadOnlyList<OptionSet> Layouts { get; } =
        [Formatting.Options, Formatting.Options.WithChangedOption(CSharpFormattingOptions.NewLinesForBracesInControlBlocks, value: false)];

    public static string Format(SyntaxNode root, OptionSet layout) => Formatter.Format(root, Formatting, layout, CancellationToken.None).ToFullString();

    private string Around(Computation computation)
    {
        bool isOfFields = computation.Fields.Length > 0;
        bool isStatic = !isOfFields && _random.Next(2) == 0;
        if (isStatic && !computation.IsUnsafe && _random.Next(4) == 0)
        {
            return Usings() + WithoutMain(computation);
        }

        (string method, string call) = Method(computation, isStatic);
        if (_random.Next(4) == 0)
        {
            _members.Add(Pick("private const int Softmax = 1;", "private static void LogSumExp() { }", "private static void Softmax(string name) { }", "private enum LogSoftmax { }", "private static void SoftmaxKernel() { }", "private static class StableMath { }"));
        }

        string members = string.Join(' ', _members.Append(method).Append(computation.Fields));
        string parameters = isOfFields ? $"({computation.SampleParameters})" : "";
        string created = isOfFields ? "(x)" : "()";
        string structure = isOfFields ? "class" : "struct";
        (string type, string name) = _random.Next(isStatic ? 13 : 10) switch
        {
            0 => ($"internal sealed class Host<TItem>{parameters} {{ {members} }}", "Host<int>"),
            1 => ($"internal {structure} Host{parameters} {{ {members} }}", "Host"),
            2 => ($"internal record Host{parameters} {{ {members} }}", "Host"),
            3 => ($"internal {(isOfFields ? "" : "readonly")} record {structure} Host{parameters} {{ {members} }}", "Host"),
            4 => ($"internal static class Outer {{ internal class Host{parameters} {{ {members} }} }}", "Outer.Host"),
            5 => ($"internal class Outer<T> {{ internal {structure} Host{parameters} {{ {members} }} }}", "Outer<int>.Host"),
            6 => ($"internal partial class Host{parameters} {{ {members} }} internal partial class Host {{ private static int Softmax2 => 2; }}", "Host"),
            7 => ($"internal class Base {{ protected int Softmax => 3; }} internal sealed class Host{parameters} : Base {{ {members} }}", "Host"),
            8 => ($"/// <summary>Holds it.</summary>\ninternal class Host{parameters} {{ {members} }}", "Host"),
            9 => ($"internal class Host{parameters}\n{{\n#region All\n{members}\n#endregion\n}}", "Host"),
            10 => ($"internal static class Host {{ {members} }}", "Host"),
            11 => ($"internal interface Host {{ {members} }}", "Host"),
            _ => ($"namespace Inner {{ internal static class Host {{ {members} }} }}", "Inner.Host"),
        };
        string called = call.Replace("@", isStatic ? name : $"new {name}{created}", StringComparison.Ordinal);
        string sample = computation.IsUnsafe
            ? $"public static class Sample {{ public static unsafe {computation.Type} F({computation.SampleParameters}) {{ fixed ({_element}* p = x) {{ return {called}; }} }} }}"
            : $"{computation.Types} public static class Sample {{ public static {computation.Type} F({computation.SampleParameters}) => {called}; }}";
        string space = type.StartsWith("namespace", StringComparison.Ordinal) ? Pick("", "namespace App { @ }") : Pick("", "namespace App { @ }", "namespace App; @", "namespace App.FusedKernels; @", "namespace Softmax { @ }");
        string text = space.Length == 0 ? $"{type} {sample}" : space.Replace("@", $"{type} {sample}", StringComparison.Ordinal);
        return Usings() + text;
    }

    private string Usings()
    {
        string usings = (_usesStaticMath ? "using static System.Math;\n" : "") + Pick("", "", "using FusedKernels;\n", "using Kernels = FusedKernels;\n", "using System.Threading;\n");
        return $"using System.Numerics.Tensors;\nusing System.Threading.Tasks;\n{usings}\n";
    }

    // Statements without a type, or a function beside them; the sample runs them.
    private string WithoutMain(Computation computation)
    {
        string[] given = computation.SampleParameters.Split(", ");
        string[] names = [.. given.Select(static parameter => parameter.Split(' ')[1])];
        string inputs = string.Join(' ', given.Zip(names, static (parameter, name) => $"{parameter} = Sample.Given_{name};"));
        string statements = computation.Parameters == computation.SampleParameters && _random.Next(2) == 0
            ? $"{computation.Statements} Sample.Result = {computation.Value};"
            : $"Sample.Result = Run({computation.Arguments}); {Pick("", "static ")}{computation.Type} Run({computation.Parameters}) {{ {computation.Statements} return {computation.Value}; }}";
        string functions = string.Join(' ', _members).Replace("private static", "static", StringComparison.Ordinal);
        string fields = string.Join(' ', given.Zip(names, static (parameter, name) => $"public static {parameter.Split(' ')[0]} Given_{name} = default!;"));
        string assigned = string.Join(' ', names.Select(static name => $"Given_{name} = {name};"));
        string run = $"{assigned} typeof(Sample).Assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]); return Result;";
        return $"{inputs} {statements} {functions} {computation.Types} public static class Sample {{ {fields} public static {computation.Type} Result = default!; public static {computation.Type} F({computation.SampleParameters}) {{ {run} }} }}";
    }

    private (string Method, string Call) Method(Computation computation, bool isStatic)
    {
        string modifiers = (isStatic ? "internal static " : "internal ") + (computation.IsUnsafe ? "unsafe " : "");
        bool isArray = computation.Type == _element + "[]";
        string call = $"@.Run({computation.Arguments})";
        if (computation.Statements.Length == 0 && _random.Next(2) == 0)
        {
            return computation.Parameters.Length == 0 && _random.Next(2) == 0
                ? ($"{modifiers}{computation.Type} Run => {computation.Value};", "@.Run")
                : ($"{modifiers}{computation.Type} Run({computation.Parameters}) => {computation.Value};", call);
        }

        string body = $"{computation.Statements} return {computation.Value};";
        string end = "throw new InvalidOperationException();";
        switch (_random.Next(14))
        {
            case 0:
                body = $"checked {{ {body} }}";
                break;
            case 1:
                body = $"lock (\"gate\") {{ {body} }}";
                break;
            case 2:
                body = $"try {{ {body} }} finally {{ GC.KeepAlive(null); }}";
                break;
            case 3:
                body = $"if (Environment.ProcessId != 0) {{ {body} }} {end}";
                break;
            case 4:
                body = $"switch (Environment.ProcessId) {{ case 0: {end} default: {{ {body} }} }}";
                break;
            case 5:
                body = $"switch (Environment.ProcessId) {{ case 0: {end} default: {body} }}";
                break;
            case 6 when !computation.IsByReference:
                body = $"{computation.Type} Local() {{ {body} }} return Local();";
                break;
            case 7 when !computation.IsByReference && (isStatic || computation.Fields.Length == 0):
                body = $"Func<{computation.Type}> f = () => {{ {body} }}; return f();";
                break;
            case 8 when !computation.IsByReference:
                return ($"{modifiers}async Task<{computation.Type}> Run({computation.Parameters}) {{ await Task.Yield(); {body} }}", call + ".Result");
            case 9 when !computation.IsByReference && isArray:
                return ($"{modifiers}IEnumerable<{_element}> Run({computation.Parameters}) {{ {computation.Statements} foreach (var each in {computation.Value}) {{ yield return each; }} }}", $"[.. {call}]");
            case 10 when !computation.Parameters.Contains("params", StringComparison.Ordinal):
                string comma = computation.Parameters.Length > 0 ? ", " : "";
                return ($"{modifiers}bool Run({computation.Parameters}{comma}out {computation.Type} found) {{ {computation.Statements} found = {computation.Value}; return true; }}", $"{call[..^1]}{comma}out var found) ? found : throw new InvalidOperationException()");
            case 11 when computation.Parameters.Length == 0:
                return ($"{modifiers}{computation.Type} Run {{ get {{ {body} }} }}", "@.Run");
            case 12 when !computation.IsUnsafe:
                modifiers += "unsafe ";
                break;
            default:
                break;
        }

        return ($"{modifiers}{computation.Type} Run({computation.Parameters}) {{ {body} }}", call);
    }

    // As an editor lays it out, or on few lines, with comments at any place.
    private string Decorated(string text)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        if (_random.Next(4) > 0)
        {
            root = CSharpSyntaxTree.ParseText(WithDirective(Format(root.NormalizeWhitespace(), Pick(Layouts[0], Layouts[0], Layouts[1])))).GetRoot();
        }

        SyntaxToken[] tokens = [.. root.DescendantTokens().Where(static token => token.Parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null && !token.IsKind(SyntaxKind.EndOfFileToken))];
        Dictionary<SyntaxToken, SyntaxToken> commented = [];
        for (int number = 0; number < _random.Next(5); number++)
        {
            SyntaxToken token = tokens[_random.Next(tokens.Length)];
            commented[token] = Commented(token, "c" + number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        string decorated = root.ReplaceTokens(commented.Keys, (token, _) => commented[token]).ToFullString();
        return _random.Next(5) == 0 ? decorated.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal) : decorated.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    // Between two statements.
    private string WithDirective(string text)
    {
        List<string> lines = [.. text.Split('\n')];
        int[] ends = [.. Enumerable.Range(0, lines.Count).Where(i => lines[i].TrimEnd().EndsWith(';') && lines[i].StartsWith("            ", StringComparison.Ordinal))];
        if (ends.Length == 0 || _random.Next(4) > 0)
        {
            return text;
        }

        int end = ends[_random.Next(ends.Length)];
        string indentation = lines[end][..^lines[end].TrimStart().Length];
        lines.InsertRange(end + 1, Pick<string[]>(["#pragma warning disable CS0168"], ["#if NEVER", indentation + "int never = 0;", "#endif"], [indentation + "#region Part", indentation + "#endregion"]));
        return string.Join('\n', lines);
    }

    private static SyntaxToken Commented(SyntaxToken token, string comment)
    {
        bool endsLine = token.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        bool beginsLine = token.GetPreviousToken() is var previous && previous.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        SyntaxTriviaList indentation = SyntaxFactory.TriviaList(token.LeadingTrivia.Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        return endsLine ? token.WithTrailingTrivia(token.TrailingTrivia.Insert(0, SyntaxFactory.Comment($" // {comment}")))
            : beginsLine ? token.WithLeadingTrivia(token.LeadingTrivia.Add(SyntaxFactory.Comment($"// {comment}")).Add(SyntaxFactory.CarriageReturnLineFeed).AddRange(indentation))
            : token.WithTrailingTrivia(token.TrailingTrivia.Insert(0, SyntaxFactory.Comment($" /* {comment} */")));
    }
}
