using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk over one row of a program without exponentials: stage after stage, then the result.</summary>
internal sealed class MapRowWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private readonly HashSet<string> _inPasses = [.. plan.Passes.SelectMany(EmittedNames.Scalars)];

    private string T => names.T;

    private string Wide => names.Element.Wide;

    private bool HasOutput => plan.Finish is not null;

    public void Write()
    {
        List<(string Type, string Name)> parameters = [.. names.Inputs.Select(input => ($"ref {names.TypeOf(input)}", input.ToName()))];
        if (HasOutput)
        {
            parameters.Add(($"ref {T}", names.Output));
        }

        parameters.Add(("nuint", "columns"));
        writer.Line("/// <summary>One row, block after block: what is reduced, then what is made of it.</summary>");
        writer.Line($"private static {(HasOutput ? "void" : T)} Row<TTarget>({EmittedNames.Declare(parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            foreach (Stage stage in plan.Stages)
            {
                WriteStage(stage);
            }

            if (HasOutput)
            {
                WriteBlocks(() => writer.Line($"{Call(plan.Finish!)};"));
            }
            else
            {
                writer.Line($"return ({T})({new ScalarText("", "", known: Known).Write(plan.Result)});");
            }
        }
    }

    private void WriteStage(Stage stage)
    {
        foreach (RowReduction reduction in stage.Reductions)
        {
            writer.Line(IsMax(reduction) ? $"{T} {reduction.Name}Max = {T}.NegativeInfinity;" : $"DoubleDouble {reduction.Name}Sum = 0;");
        }

        if (stage.Reductions.Count > 0)
        {
            WriteBlocks(() =>
            {
                foreach (RowReduction reduction in stage.Reductions)
                {
                    string call = Call(reduction.Pass);
                    writer.Line(IsMax(reduction) ? $"{reduction.Name}Max = {T}.Max({reduction.Name}Max, {call});" : $"{reduction.Name}Sum += {call};");
                }
            });
        }

        foreach (RowReduction reduction in stage.Reductions)
        {
            string sum = names.Element == Lowering.Element.Single ? $"{reduction.Name}Sum.High" : $"{reduction.Name}Sum";
            WriteScalar(reduction.Name, IsMax(reduction) ? $"(double){reduction.Name}Max" : sum);
        }

        foreach ((string name, Scalar value) in stage.Coefficients)
        {
            WriteScalar(name, new ScalarText("", "", known: Known).Write(value));
        }
    }

    private void WriteBlocks(Action write)
    {
        using (writer.Block("for (nuint start = 0; start < columns; start += BlockLength)"))
        {
            writer.Line("nuint end = nuint.Min(start + BlockLength, columns);");
            write();
        }

        writer.Line();
    }

    /// <summary>A row's scalar, in two elements where a pass takes it.</summary>
    private void WriteScalar(string name, string value)
    {
        writer.Line($"{Wide} {name} = {value};");
        if (_inPasses.Contains(name))
        {
            writer.Line($"({T} {name}High, {T} {name}Low) = {name}.Split();");
        }
    }

    private string Call(Pass pass) => $"TTarget.{pass.Name}({EmittedNames.Pass(names.Parameters(pass))})";

    private static bool IsMax(RowReduction reduction) => reduction.Pass.Reduction!.Operation == Operation.Max;

    private static string? Known(Expression node) => node.Operation switch
    {
        Operation.Coefficient => node.Name,
        Operation.Columns => "(double)columns",
        _ => null,
    };
}
