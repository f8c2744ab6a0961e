using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace FusedKernels.Generator.Tests.Fuzzing;

/// <summary>The methods, types and files around a computation, and its comments.</summary>
internal sealed partial class FixFuzzer
{
    private static readonly AdhocWorkspace Formatting = new();

    private string Around(Computation computation)
    {
        bool isOfFields = computation.Fields.Length > 0;
        bool isStatic = !isOfFields && _random.Next(2) == 0;
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
        string sample = $"public static class Sample {{ public static {computation.Type} F({computation.SampleParameters}) => {call.Replace("@", isStatic ? name : $"new {name}{created}", StringComparison.Ordinal)}; }}";
        string space = type.StartsWith("namespace", StringComparison.Ordinal) ? Pick("", "namespace App { @ }") : Pick("", "namespace App { @ }", "namespace App; @", "namespace App.FusedKernels; @", "namespace Softmax { @ }");
        string text = space.Length == 0 ? $"{type} {sample}" : space.Replace("@", $"{type} {sample}", StringComparison.Ordinal);
        string usings = (_usesStaticMath ? "using static System.Math;\n" : "") + Pick("", "", "using FusedKernels;\n", "using Kernels = FusedKernels;\n", "using System.Threading;\n");
        return $"using System.Numerics.Tensors;\nusing System.Threading.Tasks;\n{usings}\n{text}";
    }

    private (string Method, string Call) Method(Computation computation, bool isStatic)
    {
        string modifiers = isStatic ? "internal static " : "internal ";
        bool isArray = computation.Type.EndsWith("[]", StringComparison.Ordinal);
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
            case 12:
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
            root = Formatter.Format(root.NormalizeWhitespace(), Formatting);
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
