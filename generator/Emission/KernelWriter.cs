using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the files of one kernel.</summary>
internal static class KernelWriter
{
    public static IEnumerable<SourceFile> Write(KernelSpec spec) => [];
}
