using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Tests.Parsing;

/// <summary>The smallest implementation part that a spec describes: it compiles if, and only if, the spec says how to declare the method again.</summary>
internal static class Redeclaration
{
    public static string Write(KernelSpec spec)
    {
        MethodSpec method = spec.Method;
        string element = spec.Element == ElementType.Single ? "float" : "double";
        string parameters = string.Join(", ", spec.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"));
        string text = $"{method.Modifiers} {(method.ReturnsValue ? element : "void")} {method.Name}({parameters}) => throw new global::System.InvalidOperationException();";
        foreach (string type in method.ContainingTypes.Reverse())
        {
            text = $"{type} {{ {text} }}";
        }

        return "#nullable enable\n" + (method.Namespace.Length > 0 ? $"namespace {method.Namespace} {{ {text} }}" : text);
    }
}
