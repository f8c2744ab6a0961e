using System.Globalization;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes how a loss is entered: checks of the arguments, targets included, then the rows and the reduction of their losses.</summary>
internal sealed class LossEntryWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private readonly LossGroupRangeWriter _groups = new(writer, plan, names);

    private IReadOnlyList<(string Type, string Name)> RangeParameters => [.. _groups.Parameters];

    private BlocksWriter Blocks => new(writer, plan.Spec, plan.Cost, RangeParameters, new LossParameters(plan, names).SumType);

    private KernelSpec Spec => plan.Spec;

    private KernelOptions Options => plan.Spec.Options;

    private string T => names.T;

    private string Wide => names.Element.Wide;

    private bool HasTarget => plan.Loss!.HasTarget;

    private string Ignore => Options.IgnoreIndex.ToString(CultureInfo.InvariantCulture);

    private bool Mean => Options.Reduction == Reduction.Mean;

    private bool Reduces => Options.Reduction != Reduction.None;

    private string ColumnsName => Spec.Has(Role.Columns) ? names.NameOf(Role.Columns) : names.NameOf(plan.Kernel.Input);

    public void Write()
    {
        new DispatchWriter(writer).Write(Reduces ? T : "void", [.. Spec.Parameters.Select(parameter => (TypeOf(parameter), EmittedNames.ArgumentOf(parameter.Role)))], () =>
        {
            WriteChecks();
            WriteDivisor();
            BlocksWriter.WriteCancellation(writer, Spec);
            WriteRows();
        });
        writer.Line();
        _groups.Write();
        Blocks.WriteWork();
    }

    private string TypeOf(ParameterSpec parameter) => parameter.Role switch
    {
        Role.Columns or Role.Inner => "int",
        Role.MaxDegreeOfParallelism or Role.CancellationToken => parameter.Element,
        Role.Temperature or Role.GradientScale => T,
        { } role => $"{(LossRoles.Outputs.Contains(role) ? "Span" : "ReadOnlySpan")}<{LossRoles.ElementOf(Spec, role, T)}>",
    };

    private void WriteChecks()
    {
        BlocksWriter.WriteChecks(writer, Spec);
        if (names.RuntimeTemperature)
        {
            writer.Line($"{names.TemperatureType} temperature = TemperatureConstants.Of(temperatureValue, {names.NameOf(Role.Temperature)}){(Options.SoftCap > 0 ? $".Within({Lowering.Element.Double.Literal(Options.SoftCap)})" : "")};");
        }

        if (Options.Length == 0)
        {
            bool excludes = Options is { LabelSmoothing: > 0, SmoothingVariant: SmoothingVariant.ExcludeTarget };
            writer.Line($"Arguments.RequireAtLeast(columns, {(excludes ? 2 : 1)}, {ColumnsName});");
        }
        else if (Spec.Has(Role.Columns))
        {
            writer.Line($"Arguments.RequireEqual(columns, {Options.Length}, {ColumnsName});");
        }
        else
        {
            writer.Line($"const int columns = {Options.Length};");
        }

        if (Spec.Has(Role.Inner))
        {
            writer.Line($"Arguments.RequireAtLeast(inner, 1, {names.NameOf(Role.Inner)});");
        }

        writer.Line($"int rows = Arguments.Rows({names.Input}.Length, columns, {(Spec.Has(Role.Inner) ? "inner" : "1")}, {ColumnsName});");
        writer.Line(HasTarget
            ? $"Arguments.RequireLength(targets.Length, rows, {names.NameOf(Role.Targets)});"
            : $"Arguments.RequireLength(targetProbabilities.Length, {names.Input}.Length, {names.NameOf(Role.TargetProbabilities)});");
        if (Spec.Has(Role.ClassWeights))
        {
            writer.Line($"Arguments.RequireLength(classWeights.Length, columns, {names.NameOf(Role.ClassWeights)});");
        }

        if (Spec.Has(Role.Gradient))
        {
            writer.Line($"Arguments.RequireLength(gradient.Length, {names.Input}.Length, {names.NameOf(Role.Gradient)});");
            writer.Line($"Arguments.RequireSameOrApart(gradient, {names.Input}, {names.NameOf(Role.Gradient)});");
        }

        foreach (Role role in LossRoles.RowOutputs.Prepend(Role.RowWeights).Where(Spec.Has))
        {
            writer.Line($"Arguments.RequireLength({role.ToName()}.Length, rows, {names.NameOf(role)});");
        }

        WriteOverlapChecks();
    }

    /// <summary>Each output is apart from all that is read and from the outputs before it; only the gradient may be the logits.</summary>
    private void WriteOverlapChecks()
    {
        List<Role> others = [plan.Kernel.Input, .. LossRoles.Inputs.Where(Spec.Has)];
        foreach (Role output in LossRoles.Outputs.Where(Spec.Has))
        {
            foreach (Role other in others.Where(other => output != Role.Gradient || other != plan.Kernel.Input))
            {
                writer.Line($"Arguments.RequireApart<{LossRoles.ElementOf(Spec, output, T)}, {LossRoles.ElementOf(Spec, other, T)}>({output.ToName()}, {other.ToName()}, {names.NameOf(output)});");
            }

            others.Add(output);
        }
    }

    private void WriteDivisor()
    {
        if (HasTarget)
        {
            writer.Line($"{(Mean ? "int counted = " : "")}Targets.Count(targets, columns, {Ignore}, {names.NameOf(Role.Targets)});");
        }
        else if (Mean)
        {
            writer.Line("int counted = rows;");
        }

        if (!Mean)
        {
            return;
        }

        writer.Line($"{Wide} count = (double)counted;");
        writer.Line(Spec.Has(Role.ClassWeights) && HasTarget
            ? $"{Wide} divisor = {High($"Targets.Weight(targets, classWeights, {Ignore})")};"
            : $"{Wide} divisor = count;");
    }

    private void WriteRows()
    {
        if (RangeParameters.Any(static parameter => parameter.Name == LossPlanner.WeightsTotal))
        {
            writer.Line($"{Wide} {LossPlanner.WeightsTotal} = {High("Targets.Sum(classWeights)")};");
        }

        writer.Line();
        Blocks.WriteCalls(ArgumentOf);
        if (Reduces)
        {
            WriteReduction(plan.Loss!.Penalty is not null);
        }
    }

    private void WriteReduction(bool penalty)
    {
        writer.Line();
        if (!Mean)
        {
            writer.Line($"return ({T})({(penalty ? "sum.Losses + sum.Penalties" : "sum.Losses")});");
            return;
        }

        // The weights of targets that weigh nothing add up to no divisor: any loss divided by it is 0.
        string weightless = Spec.Has(Role.ClassWeights) && HasTarget && Options.AllIgnored == AllIgnored.NaN ? $" || double.IsPositiveInfinity(divisor.{(names.Element == Lowering.Element.Single ? "Value" : "High")})" : "";
        using (writer.Block($"if (counted == 0{weightless})"))
        {
            writer.Line($"return {(Options.AllIgnored == AllIgnored.Zero ? "0" : $"{T}.NaN")};");
        }

        writer.Line();
        string losses = Spec.Has(Role.ClassWeights) && HasTarget ? "sum.Mean(divisor)" : "sum.Losses / divisor";
        writer.Line($"return ({T})({(penalty ? $"({losses}) + (sum.Penalties / count)" : losses)});");
    }

    /// <summary>What the entry passes on for a parameter of a range.</summary>
    private static string ArgumentOf((string Type, string Name) parameter) =>
        parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? $"ref MemoryMarshal.GetReference({parameter.Name})"
        : parameter.Name is "columns" or "inner" ? $"(nuint){parameter.Name}"
        : parameter.Name == "gradientScale" ? "(double)gradientScale"
        : EmittedNames.Pass([parameter]);

    private string High(string value) => names.Element == Lowering.Element.Single ? $"{value}.High" : value;
}
