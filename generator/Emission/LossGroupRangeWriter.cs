using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk over some rows of a loss, from one to another, and the sum of their losses: the one that their length and their place in memory ask for.</summary>
internal sealed class LossGroupRangeWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private readonly LossParameters _parameters = new(plan, names);
    private readonly LossWalksWriter _walks = new(writer, plan, names);

    /// <summary>What is the same for every range.</summary>
    public IEnumerable<(string Type, string Name)> Parameters => _parameters.Range;

    public void Write()
    {
        writer.Line("/// <summary>The rows from <paramref name=\"first\"/> to before <paramref name=\"last\"/>; their losses are summed in order.</summary>");
        writer.Line($"private static {_parameters.RangeType} {RowRangeWriter.Name}<TTarget>({EmittedNames.Declare(Parameters.Concat(RowRangeWriter.Bounds))})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            if (names.SideBySide)
            {
                using (writer.Block("if (inner > 1)"))
                {
                    WriteCalls(new LossLayout(names, sideBySide: true));
                }

                writer.Line();
            }

            WriteCalls(new LossLayout(names, sideBySide: false));
        }

        writer.Line();
        _walks.Write();
    }

    private void WriteCalls(LossLayout layout)
    {
        string arguments = EmittedNames.Pass(Parameters.Concat(RowRangeWriter.Bounds));
        foreach ((string? condition, string name) in _walks.Of(layout))
        {
            if (condition is null)
            {
                WriteCall(name);
                continue;
            }

            using (writer.Block($"if ({condition})"))
            {
                WriteCall(name);
            }

            writer.Line();
        }

        void WriteCall(string name)
        {
            writer.Line($"{(_parameters.Reduces ? "return " : "")}{name}<TTarget>({arguments});");
            if (!_parameters.Reduces)
            {
                writer.Line("return;");
            }
        }
    }
}
