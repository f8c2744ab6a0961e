using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The names and types that the parts of an emitted kernel share.</summary>
internal sealed class EmittedNames(KernelPlan plan)
{
    public KernelSpec Spec => plan.Spec;

    /// <summary>The span with the largest value of each row.</summary>
    public const string Maxima = "maxima";

    /// <summary>The span with the sum of each row.</summary>
    public const string Sums = "sums";

    public Element Element { get; } = Element.Of(plan.Spec.Element);

    public string T => Element.Keyword;

    /// <summary>The result's name: the output role, or the logits where they are overwritten.</summary>
    public string Output { get; } = plan.Output.ToName();

    public string ReferenceType => $"Reference<{T}>";

    public string TemperatureType => $"TemperatureConstants<{T}>";

    public bool RuntimeTemperature => Spec.Has(Role.Temperature);

    public TemperatureText Temperature { get; } = new(plan.Temperature, Element.Of(plan.Spec.Element), plan.Temperature.Scales(plan.Spec.Element));

    /// <summary>The rows that the caller passes, in the order of their roles.</summary>
    public IReadOnlyList<Role> Inputs { get; } = [.. new[] { plan.Kernel.Input, Role.Bias, Role.Mask, Role.ClassWeights, Role.TargetProbabilities }.Where(plan.Spec.Has)];

    /// <summary>The name of the rows that the kernel starts from.</summary>
    public string Input { get; } = plan.Kernel.Input.ToName();

    /// <summary>True where rows may lie along another axis.</summary>
    public bool SideBySide => Spec.Has(Role.Inner);

    /// <summary>True where a target says how many rows lie side by side in a register.</summary>
    public bool HasWidth => SideBySide || plan.RowsInLanes || plan.ShortRowsInLanes || plan.Loss is { Others: not null };

    /// <summary>True for a pass that also has a form for rows side by side: all along another axis, else the one that evaluates the targets' exponentials again.</summary>
    public bool LiesSideBySide(Planning.Pass pass) => plan.Loss is not null && (SideBySide || (plan.Loss.Others is not null && pass.Store is null && pass == (plan.Long?.Accumulate ?? plan.Accumulate)));

    /// <summary>True where rows may be shifted by +∞, of which only the scalar target knows ∞ − ∞ = 0, the limit; a function that the exponentials are taken of is finite.</summary>
    public bool MeetsInfinity(Planning.Pass pass) => !plan.MapsExponent && pass.MeetsInfinity;

    /// <summary>True where passes run over rows in lanes that were brought there.</summary>
    public bool InLanes => plan.RowsInLanes || plan.ShortRowsInLanes || InLanesAtAnyLength;

    /// <summary>True for a pass over such rows: not for those of long rows only, nor for a sum without the target's column, which is taken out of the lanes instead.</summary>
    public bool LiesInLanes(Planning.Pass pass) =>
        InLanes && (InLanesAtAnyLength || pass == plan.Maximum || pass == plan.Accumulate || pass == plan.Finish || plan.Loss?.Sums.Any(sum => sum.Pass == pass) == true);

    private bool InLanesAtAnyLength => SideBySide && plan.Loss is null;

    /// <summary>True where the scalars of several rows are computed together.</summary>
    public bool SeveralRows => SideBySide || plan.Grouped || plan.ShortRowsInLanes;

    /// <summary>What a parameter of the user is called inside the kernel: its role; a temperature's name belongs to its constants.</summary>
    public static string ArgumentOf(Role role) => role == Role.Temperature ? "temperatureValue" : role.ToName();

    /// <summary>The user's own name of a parameter, as a literal.</summary>
    public string NameOf(Role role) => NameOf(Spec, role);

    /// <inheritdoc cref="NameOf(Role)"/>
    public static string NameOf(KernelSpec spec, Role role) => $"\"{spec.Find(role)!.Name.TrimStart('@')}\"";

    /// <summary>Parameters as a declaration lists them.</summary>
    public static string Declare(IEnumerable<(string Type, string Name)> parameters) =>
        string.Join(", ", parameters.Select(static parameter => $"{parameter.Type} {parameter.Name}"));

    /// <summary>Parameters as a call passes them on.</summary>
    public static string Pass(IEnumerable<(string Type, string Name)> parameters) =>
        string.Join(", ", parameters.Select(static parameter => Modifier(parameter.Type) + parameter.Name));

    public string TypeOf(Role input) => input == Role.Mask ? "bool" : T;

    /// <summary>What a pass's method takes, as declarations (type and name).</summary>
    public IEnumerable<(string Type, string Name)> Parameters(Planning.Pass pass) =>
        [.. Rows(pass), .. plan.StraightLine ? [] : Extent, .. Numbers(pass)];

    /// <summary>The rows that a pass reads and writes.</summary>
    public IEnumerable<(string Type, string Name)> Rows(Planning.Pass pass)
    {
        foreach (Role input in Inputs.Where(input => pass.Rows.Any(row => Reads(row, input))))
        {
            yield return ($"ref {TypeOf(input)}", input.ToName());
        }

        if (pass.Store is not null || pass.Evaluates(Operation.Stored))
        {
            yield return ($"ref {T}", Output);
        }
    }

    /// <summary>True for a row that all rows share.</summary>
    public static bool IsShared(string name) => name == Role.ClassWeights.ToName();

    private static readonly (string Type, string Name)[] Extent = [("nuint", "start"), ("nuint", "end")];

    /// <summary>What a pass needs of a whole row.</summary>
    private IEnumerable<(string Type, string Name)> Numbers(Planning.Pass pass)
    {
        if (pass.Refers)
        {
            yield return ($"in {ReferenceType}", "reference");
        }

        foreach (string scalar in Scalars(pass))
        {
            yield return (T, scalar + "High");
            if (plan.MapsExponent || scalar is not (RowLowering.TargetLogit or RowLowering.LargestLogit))
            {
                yield return (T, scalar + "Low");
            }
        }

        if (pass.Evaluates(Operation.Elsewhere))
        {
            yield return (T, RowLowering.TargetColumn);
        }

        if (RuntimeTemperature && (pass.Refers || pass.Rows.Any(static row => row.Nodes.Any(static node => node is { Operation: Operation.Argument, Role: Role.Temperature }))))
        {
            yield return ($"in {TemperatureType}", "temperature");
        }
    }

    /// <summary>The same for several rows: for each number of a row a span with one for each row, and one for the result of a reduction.</summary>
    private IEnumerable<(string Type, string Name)> Spans(Planning.Pass pass)
    {
        foreach ((string type, string name) in Numbers(pass))
        {
            if (name == "reference")
            {
                foreach (string member in ReferenceMembers)
                {
                    yield return ($"ReadOnlySpan<{T}>", SideBySideName("reference." + member));
                }
            }
            else
            {
                yield return type == T ? ($"ReadOnlySpan<{T}>", SideBySideName(name)) : (type, name);
            }
        }

        if (pass.Reduction is { } reduction)
        {
            yield return reduction.Operation == Operation.Max ? ($"Span<{T}>", Maxima) : ($"Span<{Element.Sum}>", Sums);
        }
    }

    /// <summary>What a pass over a group of rows takes.</summary>
    public IEnumerable<(string Type, string Name)> GroupParameters(Planning.Pass pass)
    {
        yield return ("int", "rows");
        foreach ((string type, string name) in Rows(pass))
        {
            yield return (type, IsShared(name) ? name : RowsOf(name));
            if (name is "bias" or "mask")
            {
                yield return ("nuint", StepOf(name));
            }
        }

        if (!plan.StraightLine)
        {
            yield return ("nuint", "columns");
        }

        foreach ((string Type, string Name) span in Spans(pass))
        {
            yield return span;
        }
    }

    /// <summary>The parameter that a row is taken from.</summary>
    public static string RowsOf(string name) => name + "Rows";

    /// <summary>The row that is taken from a parameter.</summary>
    public static string RowOf(string name) => name.EndsWith(RowsOf(""), StringComparison.Ordinal) ? name.Substring(0, name.Length - RowsOf("").Length) : name;

    /// <summary>The parameter that says how far apart rows are.</summary>
    public static string StepOf(string name) => name + "Step";

    /// <summary>True where a pass over rows in lanes needs scratch for the terms of its sum.</summary>
    public bool KeepsTerms(Planning.Pass pass) => !plan.UnrollsLanes && pass is { Reduction.Operation: Operation.Sum, Store: null };

    /// <summary>
    /// What a pass over rows in lanes takes: for each number of a row a span with one for each lane. Rows whose length is not known at compile time
    /// say how far apart columns are, where they are read and where they go.
    /// </summary>
    public IEnumerable<(string Type, string Name)> InLanesParameters(Planning.Pass pass) => plan.Loss is { } loss ? LossInLanesParameters(pass, loss) : plan.UnrollsLanes ? StraightLineInLanesParameters(pass) : RowsInLanesParameters(pass);

    /// <summary>The first pass reads rows and leaves them in lanes, the last one turns lanes to rows.</summary>
    private IEnumerable<(string Type, string Name)> StraightLineInLanesParameters(Planning.Pass pass) =>
    [
        .. Rows(pass).Where(row => pass != plan.Finish || row.Name != Output || pass.Evaluates(Operation.Stored)),
        .. pass == plan.Maximum ? [($"ref {T}", InLanesPassWriter.Lanes)] : pass == plan.Finish ? new[] { ($"ref {T}", InLanesPassWriter.Destination) } : [],
        .. Spans(pass).Where(span => !plan.ShiftsBeforehand || span.Name != SideBySideName("reference.Shift")),
    ];

    /// <summary>The rows of a loss stay where they were brought to lanes: their columns follow each other, and their sums are nobody's before all columns are done.</summary>
    private IEnumerable<(string Type, string Name)> LossInLanesParameters(Planning.Pass pass, LossPlan loss)
    {
        foreach ((string Type, string Name) row in Rows(pass).Where(row => row.Name != Output || pass.Evaluates(Operation.Stored)))
        {
            yield return row;
        }

        if (loss.Sums.Any(sum => sum.Pass == pass))
        {
            yield return ($"ref {T}", InLanesPassWriter.Terms);
        }

        yield return ("nuint", "columns");
        foreach ((string type, string name) in Spans(pass).Where(static span => span.Name != Sums))
        {
            yield return (type.Contains("Span<") ? $"ref {T}" : type, name);
        }

        if (pass == plan.Maximum || pass == plan.Finish)
        {
            yield return ($"ref {T}", SideBySideName(RowLowering.TargetColumn));
            yield return ($"ref {T}", pass == plan.Finish ? LossScalarsWriter.Derivatives : LossTargetsWriter.RawTargets(plan));
        }
    }

    private IEnumerable<(string Type, string Name)> RowsInLanesParameters(Planning.Pass pass)
    {
        foreach ((string type, string name) in SideBySideParameters(pass))
        {
            switch (name)
            {
                case "start":
                    yield return ("nuint", InLanesPassWriter.Stride);
                    break;
                case "end" when KeepsTerms(pass):
                    yield return ($"ref {T}", InLanesPassWriter.Terms);
                    break;
                case "end" when pass.Store is not null:
                    yield return ($"ref {T}", InLanesPassWriter.Destination);
                    yield return ("nuint", InLanesPassWriter.DestinationStride);
                    break;
                case "end" or "inner":
                    break;
                case "rows":
                    yield return ("nuint", "columns");
                    break;
                default:
                    if (name != Output || pass.Evaluates(Operation.Stored))
                    {
                        yield return (type, name);
                    }

                    break;
            }
        }
    }

    /// <summary>What a pass over rows side by side takes.</summary>
    public IEnumerable<(string Type, string Name)> SideBySideParameters(Planning.Pass pass)
    {
        foreach ((string type, string name) in Rows(pass))
        {
            yield return (type, name);
            if (name is "bias" or "mask")
            {
                yield return ("bool", name + "IsRow");
            }
        }

        foreach ((string Type, string Name) extent in Extent.Concat([("nuint", "inner"), ("nuint", "rows")]))
        {
            yield return extent;
        }

        foreach ((string Type, string Name) span in Spans(pass))
        {
            yield return span;
        }
    }

    /// <summary>A span of elements on the stack, from a cache line's start on.</summary>
    public string OnStack(string size) => OnStack(T, size, Element.Bytes);

    /// <summary>A span of an input's elements on the stack, from a cache line's start on.</summary>
    public string OnStack(Role input, string size) => OnStack(TypeOf(input), size, input == Role.Mask ? 1 : Element.Bytes);

    /// <summary>A span of rows' sums on the stack, from a cache line's start on.</summary>
    public string SumsOnStack(string size) => OnStack(Element.Sum, size, Element.SumBytes);

    /// <summary>A span of doubles on the stack, from a cache line's start on.</summary>
    public static string DoublesOnStack(string size) => OnStack("double", size, Element.Double.Bytes);

    private static string OnStack(string type, string size, int bytes) => $"Lanes.Align(stackalloc {type}[{size} + {64 / bytes}])";

    /// <summary>The members of the runtime's <c>Reference</c>, in order.</summary>
    public static readonly string[] MembersOfReference = ["Shift", "Floor", "Rounder", "Exact"];

    /// <summary>The members of a reference that a kernel uses.</summary>
    public IReadOnlyList<string> ReferenceMembers { get; } = plan.Spec.Has(Role.Bias) ? ["Shift", "Floor", "Rounder", "Exact"] : ["Shift", "Floor", "Rounder"];

    /// <summary>The span that holds a row's number for each lane.</summary>
    public static string SideBySideName(string member) => member.Substring(member.IndexOf('.') + 1) is { } name ? char.ToLowerInvariant(name[0]) + name.Substring(1) + "s" : member;

    public static IEnumerable<string> Scalars(Planning.Pass pass) => pass.Rows.SelectMany(RowLowering.ScalarsOf).Select(RowLowering.ScalarName).Distinct(StringComparer.Ordinal);

    /// <summary>The result of a reduction over a row of several blocks.</summary>
    public string Result(string total) => Narrow(new ScalarText("", $"{total}.LogWithShift({Temperature.Value})").Write(plan.Result));

    /// <summary>The result of a reduction over rows of one block: of the locals <c>sum</c> and <c>total</c>.</summary>
    public string BlockResult(string wide) => new ScalarText("sum", $"total.LogWithShift({Temperature.Value})", wide).Write(plan.Result);

    /// <summary>The scalars of a pass over rows of one block: of the locals <c>sum</c> and <c>total</c>.</summary>
    public static IEnumerable<(string Name, string Value)> BlockScalars(Planning.Pass pass, string wide)
    {
        ScalarText text = new("sum", "total.Log", wide);
        return RowLowering.ScalarsOf(pass.Store!).Distinct().Select(scalar => (RowLowering.ScalarName(scalar), text.Write(scalar)));
    }

    /// <summary>Declares the scalars of a row of one block, of the locals <c>sum</c>, <c>max</c> and <c>reference</c>.</summary>
    public IEnumerable<string> DeclareBlockScalars()
    {
        if (NeedsTotal)
        {
            yield return $"BlockSum<{Element.Wide}> total = BlockSum.Of(sum, max, in reference);";
        }

        foreach ((string name, string value) in plan.Finish is null ? [] : BlockScalars(plan.Finish, Element.Wide))
        {
            yield return $"({T} {name}High, {T} {name}Low) = ({value}).Split();";
        }
    }

    /// <summary>The condition that nothing but −∞ was summed.</summary>
    public string IsEmpty(string sum) => Element == Element.Single ? $"{sum} == 0" : $"{sum}.High == 0";

    /// <summary>The condition that a NaN was summed.</summary>
    public string IsNaN(string sum) => Element == Element.Single ? $"double.IsNaN({sum})" : $"double.IsNaN({sum}.High)";

    /// <summary>True where a row's scalars need more of its block than the sum: what the exponentials are relative to.</summary>
    public bool NeedsTotal { get; } = plan.Finish is not { } finish || RowLowering.ScalarsOf(finish.Store!).Any(static scalar => scalar.Uses(Operation.LogSumExp));

    /// <summary>Each value of a row that is masked all over.</summary>
    public string MaskedValue => plan.Program.WhenMasked is { Operation: Operation.Constant } constant
        ? Element.Literal(constant.Value)
        : Narrow(new ScalarText("", "").Write(plan.Program.WhenMasked));

    /// <summary>The scalars of a pass in two parts each, relative to the local <c>reference</c>.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="total">The row's <c>ExponentialSum</c>.</param>
    public IEnumerable<(string Name, string Value)> ScalarValues(Planning.Pass pass, string total)
    {
        // Two floats hold no more than a double does: the second part of the sum would be lost.
        string part = Element == Element.Single ? ".High" : "";
        ScalarText text = new($"{total}.RelativeTo(in reference, {Temperature.Value})" + part, $"{total}.Log{part}");
        return RowLowering.ScalarsOf(pass.Store!).Distinct().Select(scalar => (RowLowering.ScalarName(scalar), $"Scalars.Split{Element.Name}({text.Write(scalar)})"));
    }

    private string Narrow(string value) => Element == Element.Single ? $"(float)({value}).High" : $"({value}).High";

    public string ReturnType(Planning.Pass pass) => pass.Reduction?.Operation switch
    {
        Operation.Max => T,
        Operation.Sum => Element.Sum,
        _ => "void",
    };

    private static string Modifier(string type) =>
        type.StartsWith("ref ", StringComparison.Ordinal) ? "ref " : type.StartsWith("in ", StringComparison.Ordinal) ? "in " : "";

    private static bool Reads(Row row, Role input) => row.Rows.Any(read => read.Operation == Operation.Input && read.Role == input);
}
