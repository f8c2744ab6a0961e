using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes all passes over one row that has no more columns than a sum has virtual lanes, as one method: nothing is stored before the result. Such
/// a row's time is the wait from one pass to the next, most of all for what a masked store has written.
/// </summary>
internal sealed class ShortRowWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    public const string Name = "ShortRow";

    /// <summary>The constant that says how long such a row may be.</summary>
    public const string Length = "ShortRowLength";

    public const string Result = "result";

    private readonly int _columns = plan.Spec.Options.Length;

    private bool Reduces => plan.Finish is null;

    private IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            IEnumerable<(string Type, string Name)> row = new RowWriter(writer, plan, names).Parameters.Where(parameter => _columns == 0 || parameter.Name != "columns");
            return Reduces ? row.Append(($"out {names.T}", Result)) : row;
        }
    }

    /// <summary>The way past the passes.</summary>
    /// <param name="condition">Where a row is such a row.</param>
    /// <param name="argument">What is passed for a parameter.</param>
    /// <param name="done">What follows, with the result as a local where there is one.</param>
    public void WriteCall(string condition, Func<(string Type, string Name), string> argument, string done)
    {
        IEnumerable<string> arguments = Parameters.Select(parameter => parameter.Name == Result ? $"out {names.T} {Result}" : argument(parameter));
        using (writer.Block($"if ({condition} && TTarget.{Name}({string.Join(", ", arguments)}))"))
        {
            writer.Lines(done);
        }

        writer.Line();
    }

    public void WriteInterface()
    {
        writer.Line("/// <summary>All passes over a short row; false where it goes the way of longer ones, as it does where one column is all that a register holds.</summary>");
        using (writer.Block($"static virtual bool {Name}({EmittedNames.Declare(Parameters)})"))
        {
            if (Reduces)
            {
                writer.Line($"{Result} = default;");
            }

            writer.Line("return false;");
        }
    }

    public void WriteTarget(Target target)
    {
        Element element = names.Element;
        int registers = plan.ShortRowLength / target.Lanes(element);
        PassBody body = new(target, element, member => target.Broadcast(element, member), shifting: Shifting.Beforehand, isShort: true);
        RowLowering rows = new(body, plan, names.Temperature, exact: true);
        Stage maximum = Lower(() => rows.LowerUnshifted((Row)plan.Maximum.Reduction!.Operands[0]));
        Stage sum = Lower(() => rows.Lower((Row)plan.Accumulate.Reduction!.Operands[0]));
        rows.Kept = sum.Register;
        Stage? store = plan.Finish is null ? null : Lower(() => rows.Lower(plan.Finish.Store!));

        writer.Line("/// <summary>All passes over a row of no more columns than a sum has lanes, in registers; false where it has a shift, or nothing to sum.</summary>");
        using (writer.Block($"public static bool {Name}({EmittedNames.Declare(Parameters)})"))
        {
            if (Reduces)
            {
                writer.Line($"{Result} = default;");
            }

            if (_columns > 0)
            {
                writer.Line($"const nuint columns = {Number(_columns)};");
            }

            writer.Declare(body.Constants);
            WriteSteps(maximum);
            string max = StraightLinePassWriter.Tree([.. Registers(maximum.Register)], (left, right) => target.Max(element, left, right));
            writer.Line($"{names.T} max = {target.ReduceMax(max)};");
            writer.Line($"{names.ReferenceType} reference = Refer(max{(names.RuntimeTemperature ? ", in temperature" : "")});");
            WriteLeave("reference.Shift != 0");
            WriteSteps(sum);
            SumAccumulator accumulator = new(target, element, plan.Accumulate);
            writer.Lines(Registers(sum.Register).SelectMany((value, register) => accumulator.Begin(register, value)));
            writer.Line($"{element.Sum} sum = {target.Fold(element, Enumerable.Range(0, registers).SelectMany(accumulator.Names))};");
            WriteLeave(names.IsEmpty("sum"));
            writer.Lines(names.DeclareBlockScalars());
            if (store is null)
            {
                writer.Line($"{Result} = ({names.T})({names.BlockResult(element.Wide)});");
            }
            else
            {
                WriteSteps(store);
                for (int register = 0; register < registers; register++)
                {
                    writer.Line(target.StoreShort(names.Output, Index(register), "columns", At(store.Register, register)));
                }
            }

            writer.Line("return true;");
        }

        Stage Lower(Func<string> lower)
        {
            (int steps, int numbers) = (body.Steps.Count, body.RowConstants.Count);
            string register = lower();
            return new([.. body.Steps.Skip(steps)], [.. body.RowConstants.Skip(numbers)], register);
        }

        void WriteSteps(Stage stage)
        {
            writer.Declare(stage.Numbers);
            foreach (Step step in stage.Steps)
            {
                for (int register = 0; register < registers; register++)
                {
                    writer.Line(step.TailStatement(text => At(text, register)));
                }
            }
        }

        IEnumerable<string> Registers(string name) => Enumerable.Range(0, registers).Select(register => At(name, register));

        string At(string text, int register) => text.Replace("#", Number(register)).Replace("@", Index(register)).Replace("$", "columns");

        string Index(int register) => Number(register * target.Lanes(element));
    }

    private void WriteLeave(string condition)
    {
        using (writer.Block($"if ({condition})"))
        {
            writer.Line("return false;");
        }

        writer.Line();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>What one pass adds to the statements, the row's numbers that it needs first, and the register that it ends in.</summary>
    private sealed record Stage(IReadOnlyList<Step> Steps, IReadOnlyList<(string Type, string Name, string Value)> Numbers, string Register);
}
