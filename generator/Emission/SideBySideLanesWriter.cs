using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes where a walk over rows along another axis finds a group's rows: where they lie, or in scratch, to which those come that registers cannot
/// take as they lie.
/// </summary>
internal sealed class SideBySideLanesWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    /// <summary>From column to column in scratch.</summary>
    public const string Group = "(nuint)group";

    /// <summary>True where the group's rows are in scratch.</summary>
    public const string IsInLanes = "inLanes";

    /// <summary>The scratch of the logits, in which exponentials are kept.</summary>
    public static string LanesOfLogits { get; } = LanesOf(Role.Logits.ToName());

    /// <summary>Where the group's results go.</summary>
    public string To { get; } = EmittedNames.RowsOf(names.Output);

    private bool HasDestination => plan.Finish is not null && To != EmittedNames.RowsOf(Role.Logits.ToName());

    /// <summary>Scratch for some columns of a group.</summary>
    public void Declare(string columns)
    {
        foreach (Role input in names.Inputs)
        {
            writer.Line($"Span<{names.TypeOf(input)}> {LanesOf(input.ToName())} = {names.OnStack(input, $"{columns} * group")};");
        }
    }

    /// <summary>Where the rows of a group are read, from a column on.</summary>
    public void WriteRows(string at, string columns)
    {
        writer.Line($"bool {IsInLanes} = TTarget.Width == 1 || rows % TTarget.Width != 0 || Planes.Collide<{names.T}>(columns, inner);");
        writer.Line($"nuint {InLanesPassWriter.Stride} = inner;");
        foreach (Role input in names.Inputs)
        {
            string name = input.ToName();
            string from = input == Role.Logits ? at : $"{name}IsRow ? {(columns == "columns" ? "0" : "start")} : {at}";
            if (input != Role.Logits)
            {
                writer.Line($"bool {name}IsRow = {EmittedNames.StepOf(name)} == 0;");
            }

            writer.Line($"scoped ref {names.TypeOf(input)} {EmittedNames.RowsOf(name)} = ref Unsafe.Add(ref {name}, {from});");
        }

        if (HasDestination)
        {
            writer.Line($"scoped ref {names.T} {To} = ref Unsafe.Add(ref {names.Output}, {at});");
        }

        using (writer.Block($"if ({IsInLanes})"))
        {
            WriteToLanes(at, columns);
        }

        writer.Line();
    }

    /// <summary>Brings the rows of a group to scratch, where they are read and written from now on.</summary>
    public void WriteToLanes(string at, string columns)
    {
        writer.Line($"{InLanesPassWriter.Stride} = {Group};");
        foreach (Role input in names.Inputs)
        {
            string name = input.ToName();
            string toLanes = $"Planes.ToLanes(in Unsafe.Add(ref {name}, {at}), inner, {LanesOf(name)}, group, {columns}, rows);";
            if (input == Role.Logits)
            {
                writer.Line(toLanes);
            }
            else
            {
                using (writer.Block($"if ({EmittedNames.StepOf(name)} == 0)"))
                {
                    writer.Line($"Planes.Share(in {(columns == "block" ? $"Unsafe.Add(ref {name}, start)" : name)}, {LanesOf(name)}, group, {columns});");
                    writer.Line($"{name}IsRow = false;");
                }

                using (writer.Block("else"))
                {
                    writer.Line(toLanes);
                }

                writer.Line();
            }

            writer.Line($"{EmittedNames.RowsOf(name)} = ref {LanesOf(name)}[0];");
        }

        if (HasDestination)
        {
            writer.Line($"{To} = ref {LanesOfLogits}[0];");
        }
    }

    /// <summary>Brings results that are in scratch to where they belong.</summary>
    public void WriteFromLanes(string at, string columns)
    {
        using (writer.Block($"if ({IsInLanes})"))
        {
            writer.Line($"Planes.FromLanes({LanesOfLogits}, group, ref Unsafe.Add(ref {names.Output}, {at}), inner, {columns}, rows);");
        }

        writer.Line();
    }

    /// <summary>Takes +∞ off the rows that have it, in scratch.</summary>
    /// <param name="at">Where the rows lie.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="areInLanes">True where the rows are known to be in scratch.</param>
    public void WriteShift(string at, string columns, bool areInLanes)
    {
        if (!areInLanes)
        {
            using (writer.Block($"if (!{IsInLanes})"))
            {
                writer.Line($"{IsInLanes} = true;");
                WriteToLanes(at, columns);
            }

            writer.Line();
        }

        string bias = names.Inputs.Contains(Role.Bias) ? LanesOf(Role.Bias.ToName()) : "default";
        string mask = names.Inputs.Contains(Role.Mask) ? LanesOf(Role.Mask.ToName()) : "default";
        writer.Line($"InfiniteRows.Shift({LanesOfLogits}, {bias}, {mask}, group, {columns}, shifts);");
    }

    private static string LanesOf(string name) => name + "Lanes";
}
