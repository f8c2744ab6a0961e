using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the files of a kernel whose targets have methods over as many rows as a register has lanes.</summary>
/// <param name="spec">What was asked for.</param>
/// <param name="methods">The declarations of a target's methods, without modifiers.</param>
internal sealed class LanesKernelWriter(KernelSpec spec, IEnumerable<string> methods)
{
    /// <param name="title">What the kernel does.</param>
    /// <param name="lines">The plan.</param>
    /// <param name="notes">What is to be known beside it.</param>
    /// <param name="writeEntry">Writes the way into the kernel.</param>
    /// <param name="writeMethods">Writes a target's methods.</param>
    public IEnumerable<SourceFile> Write(string title, IEnumerable<string> lines, IEnumerable<string> notes, Action<IndentedWriter> writeEntry, Action<IndentedWriter, Target> writeMethods)
    {
        IndentedWriter writer = KernelWriter.Begin();
        new MethodWriter(writer, spec, title, lines, notes).Write();
        writer.Line();
        WriteEntry(writer, writeEntry);
        yield return new SourceFile($"{spec.Method.KernelName}.g.cs", writer.ToString());
        foreach (Target target in Target.All)
        {
            writer = KernelWriter.Begin();
            WriteTarget(writer, target, writeMethods);
            yield return new SourceFile($"{spec.Method.KernelName}.{target.Name}.g.cs", writer.ToString());
        }
    }

    private void WriteEntry(IndentedWriter writer, Action<IndentedWriter> writeEntry)
    {
        using (writer.Block("namespace FusedKernels.Generated"))
        {
            KernelWriter.WriteUsings(writer);
            writer.Line($"/// <summary>The kernel of <c>{DocumentText.Escape(spec.Method.Name)}</c>.</summary>");
            using (writer.Block($"internal static partial class {spec.Method.KernelName}"))
            {
                writer.Line("/// <summary>What each target has.</summary>");
                using (writer.Block("internal interface ITarget"))
                {
                    writer.Line("/// <summary>Rows that lie side by side in a register.</summary>");
                    writer.Line("static abstract int Width { get; }");
                    foreach (string method in methods)
                    {
                        writer.Line($"static abstract {method};");
                    }
                }

                writer.Line();
                writeEntry(writer);
            }
        }
    }

    private void WriteTarget(IndentedWriter writer, Target target, Action<IndentedWriter, Target> writeMethods)
    {
        using (writer.Block("namespace FusedKernels.Generated"))
        {
            KernelWriter.WriteUsings(writer);
            using (writer.Block($"static partial class {spec.Method.KernelName}"))
            {
                writer.Line($"/// <summary>The passes for {target.Title}.</summary>");
                using (writer.Block($"internal readonly struct {target.Name} : ITarget"))
                {
                    writer.Line("/// <summary>True on machines that have it.</summary>");
                    writer.Line($"public static bool IsSupported => {target.Guard};");
                    writer.Line();
                    writer.Line("/// <inheritdoc/>");
                    writer.Line($"public static int Width => {SelectionNames.Number(target.Lanes(Element.Of(spec.Element)))};");
                    writer.Line();
                    writeMethods(writer, target);
                }
            }
        }
    }
}
