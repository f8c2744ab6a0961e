using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the user's own partial method inside its types, with the plan as its documentation.</summary>
/// <param name="writer">Where it goes.</param>
/// <param name="spec">What was asked for.</param>
/// <param name="title">What the kernel does, for a method without documentation of its own.</param>
/// <param name="lines">The plan's passes.</param>
/// <param name="notes">What is to be known beside them.</param>
internal sealed class MethodWriter(IndentedWriter writer, KernelSpec spec, string title, IEnumerable<string> lines, IEnumerable<string> notes)
{
    private MethodSpec Method => spec.Method;

    public void Write()
    {
        Stack<IndentedWriter.Scope> scopes = [];
        if (Method.Namespace.Length > 0)
        {
            scopes.Push(writer.Block($"namespace {Method.Namespace}"));
        }

        foreach (string type in Method.ContainingTypes)
        {
            scopes.Push(writer.Block(type));
        }

        WriteDocumentation();
        string returnType = Method.ReturnsValue ? Element.Of(spec.Element).Keyword : "void";
        string parameters = string.Join(", ", spec.Parameters.Select(static parameter => $"{parameter.Type} {parameter.Name}"));
        string arguments = string.Join(", ", spec.Parameters.Select(static parameter => parameter.Name));
        writer.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"FusedKernels\", \"" + typeof(MethodWriter).Assembly.GetName().Version.ToString(3) + "\")]");
        writer.Line($"{Method.Modifiers} {returnType} {Method.Name}({parameters})");
        writer.Line($"    => global::FusedKernels.Generated.{Method.KernelName}.Invoke({arguments});");
        while (scopes.Count > 0)
        {
            scopes.Pop().Dispose();
        }
    }

    private void WriteDocumentation()
    {
        foreach (string line in Method.Documentation)
        {
            writer.Line($"/// {line}");
        }

        if (Method.Documentation.Count == 0)
        {
            writer.Line($"/// <summary>{char.ToUpperInvariant(title[0])}{title.Substring(1)}.</summary>");
        }

        writer.Line("/// <remarks>");
        writer.Line("/// <code>");
        int number = 1;
        foreach (string line in lines)
        {
            writer.Line($"/// pass {number++}   {DocumentText.Escape(line)}");
        }

        writer.Line("/// </code>");
        foreach (string line in notes)
        {
            writer.Line($"/// <para>{DocumentText.Escape(line)}</para>");
        }

        writer.Line("/// </remarks>");
    }
}
