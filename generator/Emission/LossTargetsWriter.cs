using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes what a group's rows have in the one column that is computed apart: their targets, or, where they have none, their largest logits.</summary>
internal sealed class LossTargetsWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, LossLayout layout)
{
    /// <summary>The columns of the largest logits.</summary>
    public const string Peaks = "peaks";

    /// <summary>What a caller's rows hold in the one column, beside class weights alone.</summary>
    public const string Terms = "targetTerms";

    /// <summary>The derivatives of the exponentials' argument in the one column.</summary>
    public const string Slopes = "slopes";

    public const string LargestLogits = "largestHighs";

    private readonly LossPlan _loss = plan.Loss!;
    private readonly LossParameters _parameters = new(plan, names);

    /// <summary>The logits in the one column as the caller has them.</summary>
    public static string RawTargets(KernelPlan plan) => plan.MapsExponent ? "targetLogits" : LossScalarsWriter.TargetLogits;

    /// <summary>The largest logits as the caller has them.</summary>
    public string RawLargest => plan.MapsExponent ? "largest" : LargestLogits;

    /// <summary>The spans with an element for each row that are filled here.</summary>
    public IEnumerable<string> Spans
    {
        get
        {
            if (_parameters.HasColumn)
            {
                yield return RawTargets(plan);
            }

            if (_loss.NeedsLargest || _loss.NeedsPeak)
            {
                yield return RawLargest;
            }

            foreach (string mapped in _loss.NeedsLargest ? MappedLargest : [])
            {
                yield return mapped;
            }

            foreach (string mapped in MappedTargets)
            {
                yield return mapped;
            }
        }
    }

    /// <summary>True where more than the rows' own logits is gathered.</summary>
    public bool GathersMore => _parameters.TakesWeight || (TermOf(_loss) is not null && _loss.HasColumnApart);

    private IEnumerable<string> MappedLargest => plan.MapsExponent ? [LargestLogits, "largestLows", .. Slope] : [];

    private IEnumerable<string> MappedTargets => plan.MapsExponent ? [LossScalarsWriter.TargetLogits, "targetLows", .. Slope] : [];

    private IEnumerable<string> Slope => _loss.Gradient?.Slope is null ? [] : [Slopes];

    /// <summary>The rows of the caller that the derivative in the one column takes, beside class weights alone.</summary>
    public static Row? TermOf(LossPlan loss) => loss.Gradient?.Terms.Select(static term => term.Row).FirstOrDefault(static row => !IsClassWeights(row));

    public static bool IsClassWeights(Row row) => row is { Operation: Operation.Input, Role: Role.ClassWeights };

    /// <summary>What the local <c>row</c> of the group has in a column.</summary>
    public void WriteGather(string column)
    {
        if (!layout.InLanes)
        {
            writer.Line($"{LossParameters.Targets}[row] = {column};");
            writer.Line($"{RawTargets(plan)}[row] = {InRow(plan.Kernel.Input, column)};");
        }

        if (_parameters.TakesWeight)
        {
            writer.Line($"{LossScalarsWriter.Weights}[row] = {InRow(Role.ClassWeights, column)};");
        }

        if (TermOf(_loss) is { } term && _loss.HasColumnApart)
        {
            writer.Line($"{Terms}[row] = {Value(term, column)};");
        }
    }

    /// <summary>Where the one column lies, counted from <paramref name="start"/> on, for passes that leave it out.</summary>
    public void WriteColumns(string start)
    {
        using (writer.Block("for (int row = 0; row < group; row++)"))
        {
            writer.Line($"{RowLowering.TargetColumn}s[row] = (long){LossParameters.Targets}[row] - (long){start};");
        }

        writer.Line();
    }

    /// <summary>Before the first block: nothing is known of the largest logits yet.</summary>
    public void WriteBeforeLargest()
    {
        writer.Line($"{RawLargest}.Fill({names.T}.NegativeInfinity);");
        if (_loss.NeedsPeak)
        {
            writer.Line($"{Peaks}.Clear();");
        }
    }

    /// <summary>The largest logits of the columns from <paramref name="start"/> on, whose maxima are known, against those before.</summary>
    public void WriteLargest(string start, string end)
    {
        if (_loss.NeedsPeak)
        {
            writer.Line($"{(layout.SideBySide ? "Peaks.SideBySide" : "Peaks.AlongRows")}(ref {plan.Kernel.Input.ToName()}Rows, {(layout.SideBySide ? "inner" : "columns")}, {start}, {end}, group, {EmittedNames.Maxima}, {RawLargest}, {Peaks});");
            return;
        }

        using (writer.Block("for (int row = 0; row < group; row++)"))
        {
            writer.Line($"{RawLargest}[row] = {EmittedNames.Maxima}[row] > {RawLargest}[row] ? {EmittedNames.Maxima}[row] : {RawLargest}[row];");
        }
    }

    /// <summary>Once the largest logits are known.</summary>
    public void WriteAfterLargest()
    {
        if (plan.MapsExponent && _loss.NeedsLargest)
        {
            WriteMap(RawLargest, MappedLargest);
        }

        if (_loss.SplitsAtLargest)
        {
            using (writer.Block("for (int row = 0; row < group; row++)"))
            {
                writer.Line($"nuint index = (nuint){Peaks}[row];");
                WriteGather("index");
            }

            writer.Line();
        }
    }

    /// <summary>What the exponentials make of the gathered logits.</summary>
    public void WriteMapped()
    {
        if (plan.MapsExponent)
        {
            WriteMap(RawTargets(plan), MappedTargets);
        }
    }

    private void WriteMap(string source, IEnumerable<string> results) =>
        writer.Line($"TTarget.{RowScalarsWriter.Map}({string.Join(", ", results.Prepend(source))}{(names.RuntimeTemperature ? ", in temperature" : "")});");

    /// <summary>A product as the passes evaluate it, in elements.</summary>
    private string Value(Row row, string column) => row switch
    {
        { Operation: Operation.Input, Role: { } role } => InRow(role, column),
        { Operation: Operation.Multiply, Operands: [Row left, Row right] } => $"{Value(left, column)} * {Value(right, column)}",
        _ => throw new NotSupportedException($"No value in one column of '{row.Operation}'."),
    };

    private string InRow(Role role, string column) => EmittedNames.IsShared(role.ToName())
        ? $"Unsafe.Add(ref {role.ToName()}, {column})"
        : $"Unsafe.Add(ref {EmittedNames.RowsOf(role.ToName())}, {layout.At("row", column)})";
}
