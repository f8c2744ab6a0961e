using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk over rows along another axis.</summary>
internal sealed class SideBySideRowWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    public void WriteRows(Action<string, string, string> writeRow)
    {
        _ = (writer, plan, names, writeRow);
    }
}
