using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the user's own partial method inside its types, with the plan as its documentation.</summary>
internal sealed class MethodWriter(IndentedWriter writer, KernelPlan plan)
{
    private MethodSpec Method => plan.Spec.Method;

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
        string returnType = Method.ReturnsValue ? Element.Of(plan.Spec.Element).Keyword : "void";
        string parameters = string.Join(", ", plan.Spec.Parameters.Select(static parameter => $"{parameter.Type} {parameter.Name}"));
        string arguments = string.Join(", ", plan.Spec.Parameters.Select(static parameter => parameter.Name));
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
        KernelOptions options = plan.Spec.Options;
        string length = options.Length > 0 ? $"{options.Length} columns" : "any length";
        string title = char.ToUpperInvariant(plan.Kernel.Title[0]) + plan.Kernel.Title.Substring(1);
        foreach (string line in Method.Documentation)
        {
            writer.Line($"/// {line}");
        }

        if (Method.Documentation.Count == 0)
        {
            writer.Line($"/// <summary>{title} over rows of {length}.</summary>");
        }

        writer.Line("/// <remarks>");
        writer.Line("/// <code>");
        int number = 1;
        foreach (string line in PlanDescription.Lines(plan))
        {
            writer.Line($"/// pass {number++}   {DocumentText.Escape(line)}");
        }

        writer.Line("/// </code>");
        foreach (string line in PlanDescription.Notes(plan))
        {
            writer.Line($"/// <para>{DocumentText.Escape(line)}</para>");
        }

        writer.Line("/// </remarks>");
    }
}
