using System.Globalization;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk over some rows that have a target, from one to another, and the sum of their losses.</summary>
internal sealed class LossRangeWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private readonly LossRowWriter _row = new(writer, plan, names);

    private KernelSpec Spec => plan.Spec;

    private string T => names.T;

    private string Wide => names.Element.Wide;

    private string? Sum => SumType(plan, names);

    private bool HasPenalty => plan.Loss!.Penalty is not null;

    /// <summary>What a range gives where losses are reduced; null where they are not.</summary>
    public static string? SumType(KernelPlan plan, EmittedNames names) => plan.Spec.Options.Reduction == Reduction.None ? null : $"LossSum<{names.Element.Wide}>";

    /// <summary>What is the same for every range: the rows and what lies beside them by their first element, then numbers.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            yield return ($"ref {T}", names.Input);
            foreach (Role role in LossRoles.Inputs.Concat(LossRoles.Outputs).Where(Spec.Has))
            {
                yield return ($"ref {LossRoles.ElementOf(Spec, role, T)}", role.ToName());
            }

            if (Spec.Options.Length == 0)
            {
                yield return ("nuint", "columns");
            }

            foreach ((string type, string name) in _row.Parameters.Where(static parameter =>
                parameter.Name is not ("columns" or "target" or "rowWeight") && !IsReference(parameter.Type)))
            {
                yield return (type, name);
            }
        }
    }

    public void Write()
    {
        writer.Line("/// <summary>The rows from <paramref name=\"first\"/> to before <paramref name=\"last\"/>; their losses are summed in order.</summary>");
        writer.Line($"private static {Sum ?? "void"} {RowRangeWriter.Name}<TTarget>({EmittedNames.Declare(Parameters.Concat(RowRangeWriter.Bounds))})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            if (Spec.Options.Length > 0)
            {
                writer.Line($"const nuint columns = {Spec.Options.Length.ToString(CultureInfo.InvariantCulture)};");
            }

            if (Sum is not null)
            {
                writer.Line($"{Sum} sum = default;");
            }

            using (writer.Block("for (nuint row = first; row < last; row++)"))
            {
                WriteRow();
            }

            if (Sum is not null)
            {
                writer.Line();
                writer.Line("return sum;");
            }
        }
    }

    private void WriteRow()
    {
        writer.Line("nuint start = row * columns;");
        if (plan.Loss!.HasTarget)
        {
            writer.Line($"{LossRoles.ElementOf(Spec, Role.Targets, T)} target = {Of("targets")};");
            WriteIgnored();
        }

        writer.Line($"{Wide} loss = Row<TTarget>({string.Join(", ", _row.Parameters.Select(Argument))});");
        if (Sum is not null)
        {
            writer.Line($"sum = sum.With(loss{(HasPenalty ? ", penalty" : "")});");
        }

        if (Spec.Has(Role.Losses))
        {
            writer.Line($"{Of("losses")} = ({T})(loss{(HasPenalty ? " + penalty" : "")});");
        }

        foreach (RowResult result in plan.Loss.Results)
        {
            string name = result.Role.ToName();
            writer.Line($"{Of(name)} = {(LossRowWriter.IsIndex(result) ? "" : $"({T})")}{ResultOf(name)};");
        }
    }

    private void WriteIgnored()
    {
        using (writer.Block($"if (target == {Spec.Options.IgnoreIndex.ToString(CultureInfo.InvariantCulture)})"))
        {
            if (Spec.Has(Role.Gradient))
            {
                writer.Line("MemoryMarshal.CreateSpan(ref Unsafe.Add(ref gradient, start), (int)columns).Clear();");
            }

            foreach (Role output in LossRoles.RowOutputs.Where(Spec.Has))
            {
                writer.Line($"{Of(output.ToName())} = {(output == Role.Predictions ? "-1" : "0")};");
            }

            writer.Line("continue;");
        }

        writer.Line();
    }

    private string Argument((string Type, string Name) parameter) => parameter switch
    {
        { Name: "gradient" or "logits" or "logProbabilities" or "targetProbabilities" } => $"ref Unsafe.Add(ref {parameter.Name}, start)",
        { Name: "target" } => "(nuint)target",
        { Name: "rowWeight" } => $"(double){Of("rowWeights")}",
        { Name: "penalty" } => $"out {Wide} penalty",
        { Type: var type, Name: var name } when type.StartsWith("out ", StringComparison.Ordinal) => $"{type} {ResultOf(name)}",
        _ => EmittedNames.Pass([parameter]),
    };

    /// <summary>The local that holds a row's result.</summary>
    private static string ResultOf(string name) => $"row{char.ToUpperInvariant(name[0])}{name.Substring(1)}";

    /// <summary>What belongs to the row.</summary>
    private static string Of(string name) => $"Unsafe.Add(ref {name}, row)";

    private static bool IsReference(string type) => type.StartsWith("ref ", StringComparison.Ordinal) || type.StartsWith("out ", StringComparison.Ordinal);
}
