using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes what lies between the passes over several rows: from their maxima to the references, and from their sums to the scalars of the result.</summary>
internal sealed class RowScalarsWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    public const string References = "References";
    public const string Scalars = "RowScalars";
    public const string Results = "values";
    public const string Map = "Map";

    private const string Empty = "empty";

    private const string Wide = "TWide";

    private Pass? Finish => plan.Finish;

    private string ReadOnlySpan => $"ReadOnlySpan<{names.T}>";

    private string Span => $"Span<{names.T}>";

    /// <summary>The spans that hold a reference's members for each row.</summary>
    public IEnumerable<string> ReferenceSpans => names.ReferenceMembers.Select(static member => EmittedNames.SideBySideName("reference." + member));

    /// <summary>The spans that hold what the result needs of each row.</summary>
    public IEnumerable<string> ScalarSpans => Finish is null ? [Results] : EmittedNames.Scalars(Finish).SelectMany(static scalar => new[] { scalar + "Highs", scalar + "Lows" });

    public IEnumerable<(string Type, string Name)> ReferenceParameters =>
    [
        (ReadOnlySpan, EmittedNames.Maxima),
        .. ReferenceSpans.Select(name => (Span, name)),
        .. names.RuntimeTemperature ? new[] { ($"in {names.TemperatureType}", "temperature") } : [],
    ];

    public IEnumerable<(string Type, string Name)> ScalarParameters
    {
        get
        {
            yield return ($"ReadOnlySpan<{names.Element.Sum}>", EmittedNames.Sums);
            if (names.NeedsTotal)
            {
                yield return (ReadOnlySpan, EmittedNames.Maxima);
                yield return (ReadOnlySpan, "shifts");
                yield return (ReadOnlySpan, "rounders");
            }

            foreach (string span in ScalarSpans)
            {
                yield return (Span, span);
            }

            if (names.NeedsTotal && names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }
        }
    }

    private IEnumerable<(string Type, string Name)> MapParameters =>
    [
        (ReadOnlySpan, "logits"),
        (Span, "highs"),
        (Span, "lows"),
        .. plan.Loss?.Gradient?.Slope is null ? [] : new[] { (Span, LossTargetsWriter.Slopes) },
        .. names.RuntimeTemperature ? new[] { ($"in {names.TemperatureType}", "temperature") } : [],
    ];

    /// <summary>The methods of the interface that targets implement.</summary>
    public void WriteInterface()
    {
        if (plan.Exponentials is not null)
        {
            writer.Line($"static abstract bool {References}({EmittedNames.Declare(ReferenceParameters)});");
        }

        if (plan.MapsExponent)
        {
            writer.Line($"static abstract void {Map}({EmittedNames.Declare(MapParameters)});");
        }

        if (plan.Loss is not null)
        {
            new LossScalarsWriter(writer, plan, names).WriteInterface();
            return;
        }

        writer.Line($"static abstract bool {Scalars}({EmittedNames.Declare(ScalarParameters)});");
    }

    /// <summary>The methods of one target.</summary>
    public void WriteTarget(Target target)
    {
        if (plan.Exponentials is not null)
        {
            WriteReferences(target);
            writer.Line();
        }

        if (plan.MapsExponent)
        {
            WriteMap(target, plan.Loss?.Gradient?.Slope);
            writer.Line();
        }

        if (plan.Loss is not null)
        {
            new LossScalarsWriter(writer, plan, names).WriteTarget(target);
            return;
        }

        writer.Line("/// <inheritdoc/>");
        writer.Line($"public static bool {Scalars}({EmittedNames.Declare(ScalarParameters)}) => {Scalars}<{target.RowScalars(names.Element)}>({EmittedNames.Pass(ScalarParameters)});");
    }

    /// <summary>The scalars of rows, the same for every target.</summary>
    public void WriteShared()
    {
        writer.Line("/// <summary>From the sums of rows to the scalars of their results, as many rows at a time as <typeparamref name=\"TWide\"/> holds; true where nothing was summed of a row.</summary>");
        writer.Line($"private static bool {Scalars}<{Wide}>({EmittedNames.Declare(ScalarParameters)})");
        using (writer.Block($"    where {Wide} : struct, IRowScalars<{Wide}, {names.T}, {names.Element.Sum}>"))
        {
            writer.Line($"bool {Empty} = false;");
            using (writer.Block($"for (int row = 0; row < {EmittedNames.Sums}.Length; row += {Wide}.Rows)"))
            {
                writer.Line(names.NeedsTotal
                    ? $"BlockSum<{Wide}> total = BlockSum.Load<{Wide}>({EmittedNames.Sums}, {EmittedNames.Maxima}, shifts, rounders, row);"
                    : $"{Wide} sum = {Wide}.LoadSum({EmittedNames.Sums}, row);");
                writer.Line($"{Empty} |= {Wide}.AnyAtMost({(names.NeedsTotal ? "total.Sum" : "sum")}, {Wide}.Create(0));");
                WriteScalars();
            }

            writer.Line();
            writer.Line($"return {Empty};");
        }
    }

    /// <summary>The call between the last reduction and what is made of it.</summary>
    public void WriteScalarsCall() => writer.Line($"bool {Empty} = TTarget.{Scalars}({EmittedNames.Pass(ScalarParameters)});");

    /// <summary>The results of rows from <c>first</c> on, or only what stands for one of which nothing was summed: 1 / 0 has made nonsense of it.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="output">Where results go, one for each row.</param>
    /// <param name="fill">Writes what stands for the local <c>row</c>, where a row has more than one result.</param>
    public void WriteResults(string rows, string output, Action fill)
    {
        writer.Line();
        if (Finish is null)
        {
            writer.Line($"{Results}[..{rows}].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {output}, first), {rows}));");
        }

        using (writer.Block($"for (int row = 0; {Empty} && row < {rows}; row++)"))
        using (writer.Block($"if ({names.IsEmpty($"{EmittedNames.Sums}[row]")})"))
        {
            if (Finish is null)
            {
                writer.Line($"Unsafe.Add(ref {output}, first + (nuint)row) = {names.MaskedValue};");
            }
            else
            {
                fill();
            }
        }
    }

    private void WriteScalars()
    {
        if (Finish is null)
        {
            writer.Line($"({names.BlockResult(Wide)}).Store({Results}, row);");
            return;
        }

        foreach ((string name, string value) in EmittedNames.BlockScalars(Finish, Wide))
        {
            writer.Line($"({value}).Split({name}Highs, {name}Lows, row);");
        }
    }

    /// <summary>The reference of one row, for walks along a row.</summary>
    public void WriteRefer()
    {
        PassBody body = LowerReference(Target.Scalar, EmittedNames.MembersOfReference, out IReadOnlyList<string> members);
        string temperature = names.RuntimeTemperature ? $", in {names.TemperatureType} temperature" : "";
        writer.Line("/// <summary>What a block's exponentials are relative to.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"private static {names.ReferenceType} Refer({names.T} max{temperature})"))
        {
            writer.Declare(body.Constants);
            WriteSteps(body);
            writer.Line($"return new({At(string.Join(", ", members))});");
        }
    }

    /// <summary>What the exponentials make of some logits, where they take a function of the caller's, in two parts, and the derivatives that a gradient is multiplied by.</summary>
    private void WriteMap(Target target, Row? slope)
    {
        PassBody body = new(target, names.Element, static _ => "");
        (string high, string low, string? derivative) = new RowLowering(body, plan, names.Temperature, exact: true).LowerMapped("logit", slope);
        writer.Line("/// <summary>What the exponentials make of some logits, in two parts.</summary>");
        using (writer.Block($"public static void {Map}({EmittedNames.Declare(MapParameters)})"))
        {
            writer.Declare(body.Constants);
            using (writer.Block($"for (nuint row = 0; row < (nuint)logits.Length; row += {target.Lanes(names.Element)})"))
            {
                writer.Line($"{target.Vector(names.Element)} logit = {target.Load("MemoryMarshal.GetReference(logits)", "row")};");
                WriteSteps(body);
                Store("highs", high);
                Store("lows", low);
                if (derivative is not null)
                {
                    Store(LossTargetsWriter.Slopes, derivative);
                }
            }
        }

        void Store(string span, string value) => writer.Line(target.Store($"MemoryMarshal.GetReference({span})", "row", At(value)));
    }

    private void WriteReferences(Target target)
    {
        PassBody body = LowerReference(target, names.ReferenceMembers, out IReadOnlyList<string> members);
        string infinite = target.KnowsInfinity ? "false" : plan.ShiftsBeforehand ? $"!{target.AllEqual(At(members[0]), body.Broadcast("zero", names.Element.Literal(0)))}" : target.AnyEqual(At(members[0]), ReferenceLowering.Infinity(body));
        string result = plan.ShiftsBeforehand ? "shifted" : "infinite";
        writer.Line($"/// <summary>What the exponentials of rows are relative to; true where a row {(plan.ShiftsBeforehand ? "has a shift" : "holds +∞, which only the scalar target knows the limit of")}.</summary>");
        using (writer.Block($"public static bool {References}({EmittedNames.Declare(ReferenceParameters)})"))
        {
            writer.Declare(body.Constants);
            if (!target.KnowsInfinity)
            {
                writer.Line($"bool {result} = false;");
            }

            using (writer.Block($"for (nuint row = 0; row < (nuint){EmittedNames.Maxima}.Length; row += {target.Lanes(names.Element)})"))
            {
                writer.Line($"{target.Vector(names.Element)} max = {target.Load($"MemoryMarshal.GetReference({EmittedNames.Maxima})", "row")};");
                WriteSteps(body);
                foreach ((string span, string member) in ReferenceSpans.Zip(members, static (span, member) => (span, member)))
                {
                    writer.Line(target.Store($"MemoryMarshal.GetReference({span})", "row", At(member)));
                }

                if (!target.KnowsInfinity)
                {
                    writer.Line($"{result} |= {infinite};");
                }
            }

            writer.Line();
            writer.Line($"return {(target.KnowsInfinity ? "false" : result)};");
        }
    }

    /// <summary>The reference of the local <c>max</c>.</summary>
    private PassBody LowerReference(Target target, IReadOnlyList<string> wanted, out IReadOnlyList<string> members)
    {
        PassBody body = new(target, names.Element, static _ => "");
        string max = plan.MapsExponent ? new RowLowering(body, plan, names.Temperature, exact: true).LowerMapped("max", slope: null).High : "max";
        members = ReferenceLowering.Lower(body, names.Temperature, plan.Spec.Options.PositiveInfinity, max, wanted);
        return body;
    }

    private void WriteSteps(PassBody body)
    {
        foreach (Step step in body.Steps)
        {
            writer.Line(step.Statement(At));
        }
    }

    private static string At(string text) => text.Replace("#", "");
}
