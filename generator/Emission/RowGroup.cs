using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The frame of a pass over a group of rows, one after the other, each along its columns.</summary>
internal static class RowGroup
{
    /// <summary>Opens the method and its loop over the rows; the locals have the names of the parameters of one row.</summary>
    public static IDisposable Begin(IndentedWriter writer, EmittedNames names, LoweredPass lowered, string columns)
    {
        Pass pass = lowered.Pass;
        writer.Line($"/// <summary>{DocumentText.Escape(pass.Formula)}, for a group of rows.</summary>");
        string unshifted = $"!{EmittedNames.SideBySideName("reference.Shift")}.Slice(0, rows).ContainsAnyExcept({names.Element.Literal(0)})";
        IndentedWriter.Scope method = PassMethod.Begin(writer, lowered, "void", names.GroupParameters(pass), unshifted);
        writer.Declare(lowered.Body.Constants);

        IndentedWriter.Scope loop = writer.Block("for (int row = 0; row < rows; row++)");
        foreach ((string type, string name) in names.Rows(pass).Where(static parameter => !EmittedNames.IsShared(parameter.Name)))
        {
            string step = name is "bias" or "mask" ? EmittedNames.StepOf(name) : columns;
            writer.Line($"{type} {name} = ref Unsafe.Add(ref {EmittedNames.RowsOf(name)}, (nuint)row * {step});");
        }

        writer.Declare(lowered.Body.RowConstants);

        return new Frame(loop, method);
    }

    /// <summary>How many columns rows have.</summary>
    public static string Columns(KernelPlan plan) => plan.StraightLine ? plan.Spec.Options.Length.ToString(CultureInfo.InvariantCulture) : "columns";

    /// <summary>A number of the row.</summary>
    public static string ScalarOfRow(string member) => $"{EmittedNames.SideBySideName(member)}[row]";

    private sealed class Frame(IndentedWriter.Scope loop, IndentedWriter.Scope method) : IDisposable
    {
        public void Dispose()
        {
            loop.Dispose();
            method.Dispose();
        }
    }
}
