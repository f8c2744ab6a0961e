using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the files of a kernel that selects: the user's method with the way into the kernel, then one file for each target.</summary>
internal static class SelectionWriter
{
    public static IEnumerable<SourceFile> Write(KernelSpec spec)
    {
        SelectionPlan plan = SelectionPlanner.Plan(spec);
        SelectionNames names = new(plan);
        yield return new SourceFile($"{spec.Method.KernelName}.g.cs", WriteEntry(plan, names));
        foreach (Target target in Target.All)
        {
            yield return new SourceFile($"{spec.Method.KernelName}.{target.Name}.g.cs", WriteTarget(plan, names, target));
        }
    }

    private static string WriteEntry(SelectionPlan plan, SelectionNames names)
    {
        IndentedWriter writer = KernelWriter.Begin();
        string experts = names.Columns is { } columns ? $"{SelectionNames.Number(columns)} experts" : "any number of experts";
        new MethodWriter(writer, plan.Spec, $"{plan.Kernel.Title}: the best {names.Count} of {experts}", SelectionDescription.Lines(plan), SelectionDescription.Notes(plan)).Write();
        writer.Line();
        using (writer.Block("namespace FusedKernels.Generated"))
        {
            KernelWriter.WriteUsings(writer);
            writer.Line($"/// <summary>The kernel of <c>{DocumentText.Escape(plan.Spec.Method.Name)}</c>.</summary>");
            using (writer.Block($"internal static partial class {plan.Spec.Method.KernelName}"))
            {
                writer.Line("/// <summary>What each target has.</summary>");
                using (writer.Block("internal interface ITarget"))
                {
                    writer.Line("/// <summary>Rows that lie side by side in a register.</summary>");
                    writer.Line("static abstract int Width { get; }");
                    writer.Line($"static abstract bool {SelectionNames.Rows}({EmittedNames.Declare(names.Parameters)});");
                }

                writer.Line();
                new SelectionEntryWriter(writer, plan, names).Write();
            }
        }

        return writer.ToString();
    }

    private static string WriteTarget(SelectionPlan plan, SelectionNames names, Target target)
    {
        IndentedWriter writer = KernelWriter.Begin();
        using (writer.Block("namespace FusedKernels.Generated"))
        {
            KernelWriter.WriteUsings(writer);
            using (writer.Block($"static partial class {plan.Spec.Method.KernelName}"))
            {
                writer.Line($"/// <summary>The passes for {target.Title}.</summary>");
                using (writer.Block($"internal readonly struct {target.Name} : ITarget"))
                {
                    writer.Line("/// <summary>True on machines that have it.</summary>");
                    writer.Line($"public static bool IsSupported => {target.Guard};");
                    writer.Line();
                    writer.Line("/// <inheritdoc/>");
                    writer.Line($"public static int Width => {SelectionNames.Number(target.Lanes(names.Element))};");
                    writer.Line();
                    new SelectionPassWriter(writer, plan, names, target).Write();
                }
            }
        }

        return writer.ToString();
    }
}
