using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the calls of passes that only the scalar target can do where a row holds +∞: it alone knows ∞ − ∞ = 0, the limit.</summary>
internal static class LossCalls
{
    /// <summary>True where the local <c>row</c>'s sum less its target's exponential has lost digits: floats that share a tile are added as floats.</summary>
    public static string Cancels(EmittedNames names, string sums) =>
        $"TargetSum.Cancels({sums}[row], {LossScalarsWriter.Exponentials}[row]{(names.Element == Element.Single ? ", columns" : "")})";

    /// <summary>All rows of a group; with the local <c>infinite</c> each by itself, and its neighbours along the columns as ever.</summary>
    public static void Write(IndentedWriter writer, EmittedNames names, LossLayout layout, Pass pass, bool block, string? result = null)
    {
        if (!names.MeetsInfinity(pass))
        {
            writer.Line(layout.Call("TTarget", pass, block, result: result));
            return;
        }

        using (writer.Block("if (!infinite)"))
        {
            writer.Line(layout.Call("TTarget", pass, block, result: result));
        }

        using (writer.Block("else"))
        {
            using (writer.Block("for (int row = 0; row < group; row++)"))
            {
                WriteOne(writer, names, layout, pass, block, result);
            }
        }

        writer.Line();
    }

    /// <summary>The local <c>row</c> of a group.</summary>
    public static void WriteOne(IndentedWriter writer, EmittedNames names, LossLayout layout, Pass pass, bool block, string? result)
    {
        if (layout.SideBySide || !names.MeetsInfinity(pass))
        {
            writer.Line(layout.Call(layout.SideBySide ? "Scalar" : "TTarget", pass, block, "row", result));
            return;
        }

        using (writer.Block($"if (shifts[row] == {names.T}.PositiveInfinity)"))
        {
            writer.Line(layout.Call("Scalar", pass, block, "row", result));
        }

        using (writer.Block("else"))
        {
            writer.Line(layout.Call("TTarget", pass, block, "row", result));
        }
    }

    /// <summary>The exponentials of the targets, which were gathered and so lie side by side, where none was kept.</summary>
    public static void WriteOwn(IndentedWriter writer, EmittedNames names, Pass accumulate, string logits)
    {
        bool meetsInfinity = names.MeetsInfinity(accumulate);
        using (writer.Block($"for (int row = 0; row < group; row += {(meetsInfinity ? "infinite ? 1 : " : "")}TTarget.Width)"))
        {
            if (!meetsInfinity)
            {
                writer.Line(Own("TTarget", "(nuint)int.Min(group - row, TTarget.Width)"));
                return;
            }

            using (writer.Block("if (infinite)"))
            {
                writer.Line(Own("Scalar", "1"));
            }

            using (writer.Block("else"))
            {
                writer.Line(Own("TTarget", "(nuint)int.Min(group - row, TTarget.Width)"));
            }
        }

        writer.Line();

        string Own(string target, string rows) => $"{target}.{accumulate.Name}{SideBySidePassWriter.Suffix}({string.Join(", ", names.SideBySideParameters(accumulate).Select(parameter => parameter switch
        {
            { Name: "start" } => "0",
            { Name: "end" or "inner" } => "1",
            { Name: "rows" } => rows,
            { Name: EmittedNames.Sums } => $"{LossScalarsWriter.Exponentials}[row..]",
            _ when parameter.Type.StartsWith("ref ", StringComparison.Ordinal) => $"ref {logits}[row]",
            _ when parameter.Type.Contains("Span<") => $"{parameter.Name}[row..]",
            _ => EmittedNames.Pass([parameter]),
        }))});";
    }
}
