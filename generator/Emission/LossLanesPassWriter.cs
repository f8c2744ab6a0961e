using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes a pass of a loss over rows in the lanes of a register, a column after the other, in the lanes' own memory. The column that is computed apart
/// is chosen as the columns pass by: with the maximum its logit is found, with the gradient its derivative is put in.
/// </summary>
internal sealed class LossLanesPassWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target)
{
    private const string TargetColumn = RowLowering.TargetColumn;

    private readonly Element _element = names.Element;
    private readonly string _lanes = target.Lanes(names.Element).ToString(CultureInfo.InvariantCulture);

    private string Vector => target.Vector(_element);

    public void Write(Pass pass)
    {
        writer.Line($"/// <summary>{DocumentText.Escape(pass.Formula)}, rows in lanes.</summary>");
        string method = $"public static void {pass.Name}{InLanesPassWriter.Suffix}({EmittedNames.Declare(names.InLanesParameters(pass))})";
        if (target is ScalarTarget)
        {
            writer.Line($"{method} => throw new NotSupportedException(\"A register of one row has no lanes.\");");
            return;
        }

        LoweredPass lowered = LoweredPass.Create(pass, plan, names, target, RowScalar, sideBySide: true);
        using (writer.Block(method))
        {
            writer.Declare(lowered.Body.RowConstants.Concat(lowered.Body.Constants));

            bool apart = pass == plan.Maximum || pass == plan.Finish;
            if (apart)
            {
                writer.Line($"{Vector} {TargetColumn} = {RowScalar(TargetColumn)};");
                writer.Line($"{Vector} column = {target.Broadcast(_element, _element.Literal(0))};");
            }

            if (pass == plan.Maximum)
            {
                writer.Line($"{Vector} max = {target.Broadcast(_element, _element.Literal(double.NegativeInfinity))};");
                writer.Line($"{Vector} own = {target.Broadcast(_element, _element.Literal(0))};");
            }
            else if (pass == plan.Finish)
            {
                writer.Line($"{Vector} derivative = {target.Load(LossScalarsWriter.Derivatives, "0")};");
            }

            string columns = pass == plan.Accumulate ? LossLanesWriter.Columns : "columns";
            using (writer.Block($"for (nuint i0 = 0, at0 = 0; i0 < {columns}; i0++, at0 += {_lanes})"))
            {
                WriteColumn(lowered);
                if (apart)
                {
                    writer.Line($"column += {target.Broadcast(_element, _element.Literal(1))};");
                }
            }

            if (pass == plan.Maximum)
            {
                writer.Line();
                writer.Line(target.Store(EmittedNames.Maxima, "0", "max"));
                writer.Line(target.Store(LossTargetsWriter.RawTargets(plan), "0", "own"));
                writer.Line(target.Store(plan.Kernel.Input.ToName(), $"columns * {_lanes}", "own"));
            }
        }
    }

    private void WriteColumn(LoweredPass lowered)
    {
        foreach (Step step in lowered.Body.Steps)
        {
            writer.Line(step.Statement(At));
        }

        string value = At((lowered.Stored ?? lowered.Reduced)!);
        string isTarget = target.Equal("column", TargetColumn);
        if (lowered.Pass == plan.Maximum)
        {
            writer.Line($"max = {target.Max(_element, "max", value)};");
            writer.Line($"own = {target.Select(isTarget, value, "own")};");
        }
        else
        {
            writer.Line(target.Store(Destination(lowered.Pass), "at0", lowered.Pass == plan.Finish ? target.Select(isTarget, "derivative", value) : value));
        }
    }

    /// <summary>The lanes' own memory, but for a sum that is not the exponentials'.</summary>
    private string Destination(Pass pass) => plan.Loss!.Sums.Any(sum => sum.Pass == pass) ? InLanesPassWriter.Terms
        : pass.Evaluates(Operation.Stored) ? names.Output
        : plan.Kernel.Input.ToName();

    private string RowScalar(string member) => target.Load(EmittedNames.SideBySideName(member), "0");

    private static string At(string text) => text.Replace("#", "0").Replace("@", "at0");
}
