using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the files of one kernel: the user's method with the way into the kernel, then one file for each target.</summary>
internal static class KernelWriter
{
    private static readonly string[] Usings =
    [
        "System", "System.Runtime.CompilerServices", "System.Runtime.InteropServices", "System.Runtime.Intrinsics",
        "System.Runtime.Intrinsics.Arm", "System.Runtime.Intrinsics.X86", "FusedKernels.Runtime",
    ];

    public static IEnumerable<SourceFile> Write(KernelSpec spec)
    {
        KernelDefinition kernel = KernelCatalog.Find(spec.Kernel);
        return !kernel.Routes ? Write(Planner.Plan(spec)) : kernel.Selects ? SelectionWriter.Write(spec) : ScatterWriter.Write(spec);
    }

    public static IEnumerable<SourceFile> Write(KernelPlan plan)
    {
        KernelSpec spec = plan.Spec;
        EmittedNames names = new(plan);
        yield return new SourceFile($"{spec.Method.KernelName}.g.cs", WriteEntry(plan, names));
        foreach (Target target in Target.All)
        {
            yield return new SourceFile($"{spec.Method.KernelName}.{target.Name}.g.cs", WriteTarget(plan, names, target));
        }
    }

    private static string WriteEntry(KernelPlan plan, EmittedNames names)
    {
        IndentedWriter writer = Begin();
        string length = plan.Spec.Options.Length > 0 ? $"{plan.Spec.Options.Length} columns" : "any length";
        new MethodWriter(writer, plan.Spec, $"{plan.Kernel.Title} over rows of {length}", PlanDescription.Lines(plan), PlanDescription.Notes(plan)).Write();
        writer.Line();
        using (writer.Block("namespace FusedKernels.Generated"))
        {
            WriteUsings(writer);
            writer.Line($"/// <summary>The kernel of <c>{DocumentText.Escape(plan.Spec.Method.Name)}</c>.</summary>");
            using (writer.Block($"internal static partial class {plan.Spec.Method.KernelName}"))
            {
                if (!plan.StraightLine)
                {
                    writer.Line($"private const int BlockLength = {KernelPlan.BlockLength};");
                    if (plan.Long is not null)
                    {
                        writer.Line($"private const int LongRowLength = {KernelPlan.LongRow};");
                        if (plan.Loss is null)
                        {
                            writer.Line($"private const int Stretch = {KernelPlan.Stretch};");
                        }
                    }

                    if (plan.KeepsMaxima)
                    {
                        writer.Line($"private const int KeptMaxima = {KernelPlan.KeptMaxima};");
                    }

                    if (plan.HasShortRows)
                    {
                        writer.Line($"private const int {ShortRowWriter.Length} = {plan.ShortRowLength};");
                    }

                    if (plan.ShortRowsInLanes)
                    {
                        writer.Line($"private const int LaneLength = {KernelPlan.LaneLength};");
                    }

                    writer.Line();
                }

                WriteInterface(writer, plan, names);
                if (plan.Loss is null)
                {
                    WriteNormalization(writer, plan, names);
                }
                else
                {
                    new LossEntryWriter(writer, plan, names).Write();
                }
            }
        }

        return writer.ToString();
    }

    /// <summary>Rows that are normalised or reduced, along any axis.</summary>
    private static void WriteNormalization(IndentedWriter writer, KernelPlan plan, EmittedNames names)
    {
        new EntryWriter(writer, plan, names).Write();
        writer.Line();
        if (plan.Exponentials is null)
        {
            new MapRowWriter(writer, plan, names).Write();
            return;
        }

        RowScalarsWriter scalars = new(writer, plan, names);
        if (names.SeveralRows)
        {
            scalars.WriteShared();
            writer.Line();
        }

        if (plan.HasShortRows || !plan.StraightLine)
        {
            scalars.WriteRefer();
            writer.Line();
        }

        if (plan.StraightLine)
        {
            new RowGroupWriter(writer, plan, names).Write();
        }
        else
        {
            new RowWriter(writer, plan, names).Write();
            if (plan.ShortRowsInLanes)
            {
                writer.Line();
                new RowLanesWriter(writer, plan, names).Write();
            }
        }

        if (names.SideBySide)
        {
            new SideBySideRowWriter(writer, plan, names).Write();
        }
    }

    private static void WriteInterface(IndentedWriter writer, KernelPlan plan, EmittedNames names)
    {
        writer.Line("/// <summary>The passes that each target has.</summary>");
        using (writer.Block("internal interface ITarget"))
        {
            if (names.HasWidth)
            {
                writer.Line("/// <summary>Rows that lie side by side in a register.</summary>");
                writer.Line("static abstract int Width { get; }");
            }

            if (names.SeveralRows)
            {
                new RowScalarsWriter(writer, plan, names).WriteInterface();
            }

            if (plan.Streams)
            {
                writer.Line("/// <summary>Orders stores past the cache before later ones: whoever is told that a row is done must see it.</summary>");
                writer.Line("static abstract void Fence();");
            }

            if (plan.HasShortRows)
            {
                new ShortRowWriter(writer, plan, names).WriteInterface();
                writer.Line();
            }

            foreach (Pass pass in plan.Passes)
            {
                writer.Line(plan.Grouped
                    ? $"static abstract void {pass.Name}({EmittedNames.Declare(names.GroupParameters(pass))});"
                    : $"static abstract {names.ReturnType(pass)} {pass.Name}({EmittedNames.Declare(names.Parameters(pass))});");
                if (names.LiesSideBySide(pass))
                {
                    writer.Line($"static abstract void {pass.Name}{SideBySidePassWriter.Suffix}({EmittedNames.Declare(names.SideBySideParameters(pass))});");
                }

                if (names.LiesInLanes(pass))
                {
                    if (plan.RowsInLanes)
                    {
                        writer.Line("/// <summary>Only of registers that hold several rows.</summary>");
                    }

                    string method = $"void {pass.Name}{InLanesPassWriter.Suffix}({EmittedNames.Declare(names.InLanesParameters(pass))})";
                    writer.Line(plan.RowsInLanes ? $"static virtual {method} => throw new NotSupportedException();" : $"static abstract {method};");
                }
            }
        }

        writer.Line();
    }

    private static string WriteTarget(KernelPlan plan, EmittedNames names, Target target)
    {
        IndentedWriter writer = Begin();
        using (writer.Block("namespace FusedKernels.Generated"))
        {
            WriteUsings(writer);
            using (writer.Block($"static partial class {plan.Spec.Method.KernelName}"))
            {
                writer.Line($"/// <summary>The passes for {target.Title}.</summary>");
                using (writer.Block($"internal readonly struct {target.Name} : ITarget"))
                {
                    writer.Line("/// <summary>True on machines that have it.</summary>");
                    writer.Line($"public static bool IsSupported => {target.Guard};");
                    if (names.HasWidth)
                    {
                        writer.Line();
                        writer.Line("/// <inheritdoc/>");
                        writer.Line($"public static int Width => {target.Lanes(names.Element)};");
                    }

                    if (names.SeveralRows)
                    {
                        writer.Line();
                        new RowScalarsWriter(writer, plan, names).WriteTarget(target);
                    }

                    if (plan.Streams)
                    {
                        writer.Line();
                        writer.Line("/// <inheritdoc/>");
                        writer.Line($"public static void Fence() {{ {target.StoreFence}{(target.StoreFence is null ? "" : " ")}}}");
                    }

                    if (plan.HasShortRows && target is not ScalarTarget)
                    {
                        writer.Line();
                        new ShortRowWriter(writer, plan, names).WriteTarget(target);
                    }

                    foreach (Pass pass in plan.Passes)
                    {
                        WritePass(writer, plan, names, target, pass);
                    }
                }
            }
        }

        return writer.ToString();
    }

    private static void WritePass(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target, Pass pass)
    {
        writer.Line();
        if (target is ScalarTarget)
        {
            new SideBySidePassWriter(writer, plan, names, target, alongRow: true).Write(pass);
        }
        else if (plan.StraightLine)
        {
            new StraightLinePassWriter(writer, plan, names, target).Write(pass);
        }
        else
        {
            new PassWriter(writer, plan, names, target).Write(pass);
        }

        if (names.LiesSideBySide(pass))
        {
            writer.Line();
            new SideBySidePassWriter(writer, plan, names, target, alongRow: false).Write(pass);
        }

        if (names.LiesInLanes(pass) && !(plan.RowsInLanes && target is ScalarTarget))
        {
            writer.Line();
            if (plan.Loss is not null)
            {
                new LossLanesPassWriter(writer, plan, names, target).Write(pass);
            }
            else if (plan.UnrollsLanes)
            {
                new StraightLineLanesPassWriter(writer, plan, names, target).Write(pass);
            }
            else
            {
                new InLanesPassWriter(writer, plan, names, target).Write(pass);
            }
        }
    }

    /// <summary>A file with its header.</summary>
    public static IndentedWriter Begin()
    {
        IndentedWriter writer = new();
        writer.Line("// <auto-generated/>");
        writer.Line("#nullable enable");
        writer.Line();
        return writer;
    }

    /// <summary>What emitted code needs, inside its namespace.</summary>
    public static void WriteUsings(IndentedWriter writer)
    {
        foreach (string name in Usings)
        {
            writer.Line($"using global::{name};");
        }

        writer.Line();
    }
}
