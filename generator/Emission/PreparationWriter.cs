using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Lowering.Functions;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes what is made of logits before rows go into lanes: a loop for each map, over whole registers of neighbouring elements.</summary>
internal sealed class PreparationWriter(IndentedWriter writer, SelectionPlan plan, SelectionNames names, Target target)
{
    public void Write()
    {
        writer.Line($"/// <summary>What the logits are before anything else, for <paramref name=\"count\"/> elements, whole registers of them. −∞ and NaN stay what they are.</summary>");
        using (writer.Block($"public static void {SelectionNames.Prepare}({EmittedNames.Declare(names.PreparationParameters)})"))
        {
            string from = Role.Logits.ToName();
            foreach (Row map in plan.Preparation)
            {
                using (writer.Block($"// {SelectionNames.Prepared} = {PlanText.Describe(map)}"))
                {
                    WriteMap(map, from);
                }

                from = SelectionNames.Prepared;
            }
        }
    }

    private void WriteMap(Row map, string from)
    {
        PassBody body = new(target, names.Element, member => target.Broadcast(names.Element, UnitExp.Member(names.Element, PreparationInLanes.Unit(names.Element), member)));
        string value = new PreparationInLanes(body).Lower(map);
        foreach ((string type, string name, string constant) in body.RowConstants.Concat(body.Constants))
        {
            writer.Line($"{type} {name} = {constant};");
        }

        int lanes = target.Lanes(names.Element);
        using (writer.Block($"for (nuint i = 0; i < count; i += {LanesNames.Number(lanes)})"))
        {
            foreach (Role input in names.PreparationInputs.Where(input => map.Rows.Any(row => row.Operation == Operation.Input && row.Role == input)))
            {
                writer.Line($"{target.Vector(names.Element)} {input.ToName()}In = {target.Load(input == Role.Logits ? from : input.ToName(), "i")};");
            }

            foreach (Step step in body.Steps)
            {
                writer.Line(step.Statement(static text => text.Replace("#", "")));
            }

            writer.Line(target.Store(SelectionNames.Prepared, "i", value.Replace("#", "")));
        }
    }
}
