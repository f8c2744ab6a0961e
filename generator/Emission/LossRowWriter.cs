using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk of a loss's passes over the blocks of one row that has a target, the same for every target of the machine.</summary>
internal sealed class LossRowWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private readonly LossPlan _loss = plan.Loss!;
    private readonly LossScalarText _text = new(plan, names);

    private string T => names.T;

    private string Wide => names.Element.Wide;

    private string Infinity => $"{T}.PositiveInfinity";

    private bool HasGradient => _loss.Gradient is not null;

    private IEnumerable<Scalar> Scalars => _loss.Scalars;

    private Pass Others => _loss.Others!;

    private string Temperature => names.Temperature.Value;

    private string Logits { get; } = Role.Logits.ToName();

    /// <summary>The largest of what the maximum is searched in.</summary>
    private string Largest => plan.MapsExponent ? "largest" : "largestHigh";

    /// <summary>The column of the largest logit.</summary>
    private string Peak => _loss.HasTarget ? "peak" : "target";

    /// <summary>What a row's method takes.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            foreach (Role input in names.Inputs)
            {
                yield return ($"ref {T}", input.ToName());
            }

            if (HasGradient)
            {
                yield return ($"ref {T}", names.Output);
            }

            yield return ("nuint", "columns");
            if (_loss.HasTarget)
            {
                yield return ("nuint", "target");
            }

            foreach ((Operation operation, string name) in new[] { (Operation.Divisor, "divisor"), (Operation.Rows, "count") })
            {
                if (Scalars.Any(scalar => scalar.Uses(operation)))
                {
                    yield return (Wide, name);
                }
            }

            if (Scalars.Any(static scalar => scalar.Nodes.Any(static node => node.Name == LossPlanner.WeightsTotal)))
            {
                yield return (Wide, LossPlanner.WeightsTotal);
            }

            foreach (Role role in new[] { Role.RowWeights, Role.GradientScale })
            {
                if (Scalars.Any(scalar => scalar.Nodes.Any(node => node.Role == role && node is Scalar)))
                {
                    yield return (Wide, LossScalarText.Local(role));
                }
            }

            if (names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }

            if (_loss.Penalty is not null)
            {
                yield return ($"out {Wide}", "penalty");
            }

            foreach (RowResult result in _loss.Results)
            {
                yield return ($"out {(IsIndex(result) ? "int" : Wide)}", result.Role.ToName());
            }
        }
    }

    /// <summary>True for a column, false for a number.</summary>
    public static bool IsIndex(RowResult result) => result.Value.Operation == Operation.IndexOfMax;

    public void Write()
    {
        writer.Line("/// <summary>One row, block after block, and its target's column apart: what its loss and its derivative need, near certainty, is the sum of the others.</summary>");
        writer.Line($"private static {Wide} Row<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            writer.Line("int blocks = (int)((columns + (BlockLength - 1)) / BlockLength);");
            if (_loss.HasTarget)
            {
                writer.Line("int home = (int)(target / BlockLength);");
            }

            writer.Line($"Span<{names.ReferenceType}> references = stackalloc {names.ReferenceType}[blocks];");
            if (_loss.NeedsLargest)
            {
                WriteLargest();
            }

            if (!_loss.HasTarget)
            {
                writer.Line("int home = (int)(target / BlockLength);");
            }

            string logit = $"Unsafe.Add(ref {Logits}, target)";
            writer.Line(plan.MapsExponent ? $"({T} targetHigh, {T} targetLow, {T} slope) = {Map(logit)};" : $"{T} targetHigh = {logit};");
            if (plan.MapsExponent && _loss.NeedsLargest)
            {
                writer.Line($"({T} largestHigh, {T} largestLow, _) = {Map(Largest)};");
            }

            if (Scalars.Any(static scalar => scalar.Uses(Operation.At)))
            {
                writer.Line($"{Wide} weight = (double)Unsafe.Add(ref {Role.ClassWeights.ToName()}, target);");
            }

            WriteSums();
            WriteMasked();
            WriteSplit();
            WriteResults();
        }

        writer.Line();
        WriteOthers();
    }

    /// <summary>The row's largest logit, before the exponentials can take the logits' place.</summary>
    private void WriteLargest()
    {
        writer.Line($"{T} {Largest} = {T}.NegativeInfinity;");
        writer.Line($"nuint {Peak} = 0;");
        using (writer.Block("for (int block = 0; block < blocks; block++)"))
        {
            WriteBounds();
            writer.Line($"{T} max = {Maximum};");
            writer.Line($"references[block] = {Reference};");
            using (writer.Block($"if (max > {Largest})"))
            {
                writer.Line($"{Largest} = max;");
                writer.Line($"{Peak} = start;");
            }
        }

        writer.Line();
        writer.Line($"{Peak} = Lanes.IndexOf(ref {Logits}, {Peak}, nuint.Min({Peak} + BlockLength, columns), {Largest});");
    }

    private string Map(string value) => $"{RowScalarsWriter.Map}({value}{(names.RuntimeTemperature ? ", in temperature" : "")})";

    private string Maximum => $"TTarget.{plan.Maximum.Name}({EmittedNames.Pass(names.Parameters(plan.Maximum))})";

    private string Reference => $"Refer(max{(names.RuntimeTemperature ? ", in temperature" : "")})";

    private void WriteSums()
    {
        writer.Line("ExponentialSum total = default;");
        foreach (RowSum sum in _loss.Sums)
        {
            writer.Line(sum.IsMean ? $"ExponentialSum {sum.Name}Sum = default;" : $"DoubleDouble {sum.Name}Sum = 0;");
        }

        using (writer.Block("for (int block = 0; block < blocks; block++)"))
        {
            WriteBounds();
            if (_loss.NeedsLargest)
            {
                writer.Line($"{names.ReferenceType} reference = references[block];");
            }
            else
            {
                writer.Line($"{T} max = {Maximum};");
                writer.Line($"{names.ReferenceType} reference = {Reference};");
                writer.Line("references[block] = reference;");
            }

            foreach (RowSum sum in _loss.Sums)
            {
                string value = Call(sum.Pass, "start", "end");
                writer.Line(sum.IsMean ? $"{sum.Name}Sum.AddMultiples({value}, in reference, {Temperature});" : $"{sum.Name}Sum += {value};");
            }

            writer.Line($"total.Add({Call(plan.Accumulate, "start", "end")}, {(plan.MapsExponent ? $"{T}.NegativeInfinity" : _loss.NeedsLargest ? Largest : "max")}, in reference, {Temperature});");
        }

        writer.Line();
    }

    private void WriteMasked()
    {
        string value = plan.Spec.Options.MaskedRow == MaskedRow.Zero ? "0.0" : "double.NaN";
        using (writer.Block("if (total.IsEmpty)"))
        {
            if (_loss.Penalty is not null)
            {
                writer.Line($"penalty = {value};");
            }

            foreach (RowResult result in _loss.Results)
            {
                writer.Line($"{result.Role.ToName()} = {(IsIndex(result) ? "-1" : result.Value.Operation == Operation.LogSumExp ? "double.NegativeInfinity" : value)};");
            }

            if (HasGradient)
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref {names.Output}, (int)columns).Fill(({T}){value});");
            }

            writer.Line($"return {value};");
        }

        writer.Line();
    }

    private void WriteSplit()
    {
        writer.Line($"{names.ReferenceType} own = references[home];");
        writer.Line($"{names.Element.Sum} sum = {High($"total.RelativeTo(in own, {Temperature})")};");
        writer.Line(plan.Accumulate.Store is not null
            ? $"double exponential = Unsafe.Add(ref {names.Output}, target);"
            : $"double exponential = {High(Call(plan.Accumulate, "target", "target + 1", "own"), already: true)};");
        writer.Line($"{names.Element.Sum} others = sum - exponential;");
        using (writer.Block("if (TargetSum.Cancels(sum, exponential))"))
        {
            writer.Line($"others = {High($"Others<TTarget>({EmittedNames.Pass(OthersParameters)}).In(in own, {Temperature})")};");
        }

        writer.Line();
        writer.Line($"TargetSum<{Wide}> split = TargetSum.Of(in total, sum, exponential, others, targetHigh, {Temperature}{(plan.MapsExponent ? ", targetLow" : "")});");
    }

    private void WriteResults()
    {
        foreach (RowSum sum in _loss.Sums)
        {
            string value = sum.IsMean ? $"{sum.Name}Sum.Over(in total, {Temperature})"
                : sum.Uses(Operation.Subtract) ? $"TargetSum.Distances({sum.Name}Sum, in total)"
                : $"{sum.Name}Sum";
            writer.Line($"{Wide} {sum.Name} = {High(value)};");
        }

        if (_loss.Penalty is { } penalty)
        {
            writer.Line($"penalty = {_text.Write(penalty)};");
        }

        foreach (RowResult result in _loss.Results)
        {
            writer.Line(IsIndex(result)
                ? $"{result.Role.ToName()} = total.IsNaN ? -1 : (int){Peak};"
                : $"{result.Role.ToName()} = {_text.Write(result.Value)};");
        }

        if (_loss.Gradient is { } gradient)
        {
            WriteGradient(gradient);
        }

        writer.Line($"return {_text.Write(_loss.Loss)};");
    }

    private void WriteGradient(LinearForm gradient)
    {
        Pass finish = plan.Finish!;
        writer.Line($"{Wide} probability = {_text.Write(gradient.Probability!)};");

        // What belongs to a target comes first: p − target is 1 − target less the others' share.
        string derivative = gradient.OneHot is { } oneHot ? $"probability + ({_text.Write(oneHot)})" : "probability";
        for (int term = 0; term < gradient.Terms.Count; term++)
        {
            (Row row, Scalar factor) = gradient.Terms[term];
            string scale = LinearForm.ScaleOf(term);
            writer.Line($"{Wide} {scale} = {_text.Write(factor)};");
            writer.Line($"({T} {scale}High, {T} {scale}Low) = {scale}.Split();");
            derivative += $" + ({scale} * {LossScalarText.AtTarget(row)})";
        }

        if (gradient.Offset is { } offset)
        {
            writer.Line($"{Wide} offset = {_text.Write(offset)};");
            writer.Line($"({T} offsetHigh, {T} offsetLow) = offset.Split();");
            derivative += " + offset";
        }

        using (writer.Block("for (int block = blocks - 1; block >= 0; block--)"))
        {
            WriteBounds();
            if (finish.Refers)
            {
                writer.Line($"{names.ReferenceType} reference = references[block];");
            }

            writer.Line($"{Wide} blockSum = {High($"total.RelativeTo(in references[block], {Temperature})")};");
            writer.Line($"({T} scaleHigh, {T} scaleLow) = (probability / blockSum).Split();");
            writer.Line($"TTarget.{finish.Name}({Arguments(finish)});");
        }

        writer.Line();
        derivative = $"({derivative}) - (probability * split.OthersShare)";
        writer.Line($"Unsafe.Add(ref {names.Output}, target) = ({T})({(gradient.Slope is null ? derivative : $"({derivative}) * (double)slope")});");
    }

    private IEnumerable<(string Type, string Name)> OthersParameters
    {
        get
        {
            foreach ((string type, string name) in names.Parameters(Others).Where(static parameter => parameter.Type.StartsWith("ref ", StringComparison.Ordinal)))
            {
                yield return (type, name);
            }

            yield return ("nuint", "columns");
            yield return ("nuint", "target");
            yield return ($"ReadOnlySpan<{names.ReferenceType}>", "references");
            if (names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }
        }
    }

    private void WriteOthers()
    {
        writer.Line("/// <summary>The sum of a row's exponentials but the target's.</summary>");
        writer.Line($"private static ExponentialSum Others<TTarget>({EmittedNames.Declare(OthersParameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            writer.Line("ExponentialSum others = default;");
            using (writer.Block("for (int block = 0; block < references.Length; block++)"))
            {
                WriteBounds();
                writer.Line($"{names.ReferenceType} reference = references[block];");
                writer.Line("bool home = target >= start && target < end;");
                writer.Line("nuint middle = home ? target : end;");
                writer.Line($"{names.Element.Sum} sum = {Call(Others, "start", "middle")};");
                using (writer.Block("if (home)"))
                {
                    writer.Line($"sum += {Call(Others, "target + 1", "end")};");
                }

                writer.Line();
                writer.Line($"others.Add(sum, {T}.NegativeInfinity, in reference, {Temperature});");
            }

            writer.Line();
            writer.Line("return others;");
        }
    }

    private void WriteBounds()
    {
        writer.Line("nuint start = (nuint)block * BlockLength;");
        writer.Line("nuint end = nuint.Min(start + BlockLength, columns);");
    }

    /// <summary>A pass over some columns; only the scalar target knows ∞ − ∞ = 0, the limit.</summary>
    private string Call(Pass pass, string start, string end, string reference = "reference")
    {
        string arguments = EmittedNames.Pass(names.Parameters(pass).Select(parameter => parameter.Name switch
        {
            "start" => (parameter.Type, start),
            "end" => (parameter.Type, end),
            "reference" => (parameter.Type, reference),
            "targetLow" or "largestLow" when !plan.MapsExponent => (parameter.Type, "0"),
            _ => parameter,
        }));
        string? shift = plan.MapsExponent ? null
            : pass.Refers ? $"{reference}.Shift"
            : names.Parameters(pass).Select(static parameter => parameter.Name).FirstOrDefault(static name => name is "targetHigh" or "largestHigh");
        return shift is null
            ? $"TTarget.{pass.Name}({arguments})"
            : $"({shift} == {Infinity} ? Scalar.{pass.Name}({arguments}) : TTarget.{pass.Name}({arguments}))";
    }

    private string Arguments(Pass pass) => EmittedNames.Pass(names.Parameters(pass));

    /// <summary>A row of floats has its scalars in doubles.</summary>
    private string High(string value, bool already = false) => names.Element == Element.Single && !already ? $"{value}.High" : names.Element == Element.Double && already ? $"{value}.High" : value;
}
