using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the passes of a loss without exponentials over a group of rows: sums block after block, then the gradient.</summary>
internal sealed class LossSumsWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, LossLayout layout)
{
    private readonly LossPlan _loss = plan.Loss!;

    public void Declare(string size)
    {
        foreach (RowSum sum in _loss.Sums)
        {
            writer.Line($"Span<DoubleDouble> {TotalOf(sum)} = stackalloc DoubleDouble[{size}];");
        }
    }

    public void Write()
    {
        if (_loss.Sums.Count > 0)
        {
            WriteSums();
        }

        new LossScalarsWriter(writer, plan, names).WriteCall($"TTarget.{RowScalarsWriter.Scalars}", "group", EmittedNames.Sums);
        if (_loss.Gradient is { } gradient)
        {
            WriteGradient(gradient);
        }
    }

    private static string TotalOf(RowSum sum) => sum.Name + "Totals";

    private void WriteSums()
    {
        foreach (RowSum sum in _loss.Sums)
        {
            writer.Line($"{TotalOf(sum)}.Clear();");
        }

        using (EachBlock())
        {
            if (_loss.SumsElsewhere)
            {
                new LossTargetsWriter(writer, plan, names, layout).WriteColumns("start");
            }

            foreach (RowSum sum in _loss.Sums)
            {
                writer.Line(layout.Call("TTarget", sum.Pass, block: true, result: LossScalarsWriter.OfGroup(sum)));
            }

            WriteEachRow(static sum => $"{TotalOf(sum)}[row] += {LossScalarsWriter.OfGroup(sum)}[row];");
        }

        writer.Line();
        string part = names.Element == Element.Single ? ".High" : "";
        WriteEachRow(sum => $"{LossScalarsWriter.OfGroup(sum)}[row] = {TotalOf(sum)}[row]{part};");
        writer.Line();
    }

    private void WriteGradient(LinearForm gradient)
    {
        if (plan.Finish is { } finish)
        {
            using (EachBlock())
            {
                writer.Line(layout.Call("TTarget", finish, block: true));
            }
        }
        else
        {
            using (writer.Block("for (int row = 0; row < group; row++)"))
            {
                layout.WriteFill(writer, names.Output, "row", gradient.Offset is null ? "0" : "offsetHighs[row]");
            }
        }

        writer.Line();
    }

    private void WriteEachRow(Func<RowSum, string> statement)
    {
        using (writer.Block("for (int row = 0; row < group; row++)"))
        {
            foreach (RowSum sum in _loss.Sums)
            {
                writer.Line(statement(sum));
            }
        }
    }

    private IndentedWriter.Scope EachBlock()
    {
        IndentedWriter.Scope loop = writer.Block("for (nuint start = 0; start < columns; start += BlockLength)");
        writer.Line("nuint end = nuint.Min(start + BlockLength, columns);");
        return loop;
    }
}
