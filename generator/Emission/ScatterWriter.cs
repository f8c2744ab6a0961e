using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the files of a kernel that adds to selected columns: the user's method with the way into the kernel, then one file for each target.</summary>
internal static class ScatterWriter
{
    public static IEnumerable<SourceFile> Write(KernelSpec spec)
    {
        ScatterPlan plan = ScatterPlan.Plan(spec);
        ScatterNames names = new(plan);
        return new LanesKernelWriter(spec, [$"{names.ReturnType} {ScatterNames.Rows}({EmittedNames.Declare(names.Parameters)})"]).Write(
            $"{plan.Kernel.Title}: {names.Count} of {names.ColumnsInWords}",
            ScatterDescription.Lines(plan),
            ScatterDescription.Notes(plan),
            writer => new ScatterEntryWriter(writer, plan, names).Write(),
            (writer, target) => new ScatterPassWriter(writer, plan, names, target).Write());
    }
}
