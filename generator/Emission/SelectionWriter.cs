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
        return new LanesKernelWriter(spec, $"bool {SelectionNames.Rows}({EmittedNames.Declare(names.Parameters)})").Write(
            $"{plan.Kernel.Title}: the best {names.Count} of {names.ColumnsInWords}",
            SelectionDescription.Lines(plan),
            SelectionDescription.Notes(plan),
            writer => new SelectionEntryWriter(writer, plan, names).Write(),
            (writer, target) => new SelectionPassWriter(writer, plan, names, target).Write());
    }
}
