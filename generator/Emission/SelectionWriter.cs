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
        List<string> methods = [$"bool {LanesNames.Rows}({EmittedNames.Declare(names.Parameters)})"];
        if (plan.Preparation.Count > 0)
        {
            methods.Add($"void {SelectionNames.Prepare}({EmittedNames.Declare(names.PreparationParameters)})");
        }

        methods.AddRange(names.Statistics.Select(static method => $"bool {method.Name}({EmittedNames.Declare(method.Parameters)})"));
        return new LanesKernelWriter(spec, methods).Write(
            $"{plan.Kernel.Title}: the best {names.Count} of {names.ColumnsInWords}",
            SelectionDescription.Lines(plan),
            SelectionDescription.Notes(plan),
            writer => new SelectionEntryWriter(writer, plan, names).Write(),
            (writer, target) =>
            {
                new SelectionPassWriter(writer, plan, names, target).Write();
                if (plan.Preparation.Count > 0)
                {
                    writer.Line();
                    new PreparationWriter(writer, plan, names, target).Write();
                }

                foreach (StatisticsMethod method in names.Statistics)
                {
                    writer.Line();
                    new StatisticsWriter(writer, plan, names, target).Write(method);
                }
            });
    }
}
