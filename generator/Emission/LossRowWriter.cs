using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk of a loss's passes over the blocks of one row that has a target, the same for every target of the machine.</summary>
internal sealed class LossRowWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private readonly LossPlan _loss = plan.Loss!;

    private string T => names.T;

    private string Wide => names.Element.Wide;

    private string Infinity => $"{T}.PositiveInfinity";

    private bool HasGradient => _loss.Gradient is not null;

    private IEnumerable<Scalar> Scalars => new[] { _loss.Loss, _loss.Penalty, _loss.Gradient?.Probability, _loss.Gradient?.OneHot, _loss.Gradient?.Input, _loss.Gradient?.Offset }.OfType<Scalar>();

    private bool HasWeights => plan.Spec.Has(Role.ClassWeights);

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
            yield return ("nuint", "target");
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
                    yield return (Wide, Local(role));
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

            if (plan.Spec.Has(Role.LogSumExp))
            {
                yield return ($"out {Wide}", Role.LogSumExp.ToName());
            }
        }
    }

    /// <summary>A number of the caller inside a row: the row's own, or the same for all.</summary>
    public static string Local(Role role) => role == Role.RowWeights ? "rowWeight" : role.ToName();

    public void Write()
    {
        writer.Line("/// <summary>One row, block after block, and its target's column apart: what its loss and its derivative need, near certainty, is the sum of the others.</summary>");
        writer.Line($"private static {Wide} Row<TTarget>({EmittedNames.Declare(Parameters)})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            writer.Line("int blocks = (int)((columns + (BlockLength - 1)) / BlockLength);");
            writer.Line("int home = (int)(target / BlockLength);");
            writer.Line($"Span<{names.ReferenceType}> references = stackalloc {names.ReferenceType}[blocks];");
            writer.Line($"{T} targetHigh = Unsafe.Add(ref {Role.Logits.ToName()}, target);");
            if (HasWeights)
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

    private void WriteSums()
    {
        writer.Line("ExponentialSum total = default;");
        if (_loss.Distances is not null)
        {
            writer.Line("DoubleDouble distanceSum = 0;");
        }

        using (writer.Block("for (int block = 0; block < blocks; block++)"))
        {
            WriteBounds();
            writer.Line($"{T} max = TTarget.{plan.Maximum.Name}({EmittedNames.Pass(names.Parameters(plan.Maximum))});");
            writer.Line($"{names.ReferenceType} reference = Refer(max{(names.RuntimeTemperature ? ", in temperature" : "")});");
            writer.Line("references[block] = reference;");
            if (_loss.Distances is { } distances)
            {
                writer.Line($"distanceSum += TTarget.{distances.Name}({Arguments(distances)});");
            }

            writer.Line($"total.Add({Call(plan.Accumulate, "start", "end")}, max, in reference, {names.Temperature.Value});");
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

            if (plan.Spec.Has(Role.LogSumExp))
            {
                writer.Line($"{Role.LogSumExp.ToName()} = double.NegativeInfinity;");
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
        string target = names.Temperature.Value;
        writer.Line($"{names.ReferenceType} own = references[home];");
        writer.Line($"{names.Element.Sum} sum = {High($"total.RelativeTo(in own, {target})")};");
        writer.Line(HasGradient
            ? $"double exponential = Unsafe.Add(ref {names.Output}, target);"
            : $"double exponential = {High(Call(plan.Accumulate, "target", "target + 1", "own"), already: true)};");
        writer.Line($"{names.Element.Sum} others = sum - exponential;");
        using (writer.Block("if (TargetSum.Cancels(sum, exponential))"))
        {
            writer.Line($"others = {High($"Others<TTarget>({EmittedNames.Pass(OthersParameters)}).In(in own, {target})")};");
        }

        writer.Line();
        writer.Line($"TargetSum<{Wide}> split = TargetSum.Of(in total, sum, exponential, others, targetHigh, {target});");
    }

    private void WriteResults()
    {
        if (_loss.Distances is not null)
        {
            writer.Line($"{Wide} {LossPlanner.Distances} = {High("TargetSum.Distances(distanceSum, in total)")};");
        }

        if (_loss.Penalty is { } penalty)
        {
            writer.Line($"penalty = {Text(penalty)};");
        }

        if (plan.Spec.Has(Role.LogSumExp))
        {
            writer.Line($"{Role.LogSumExp.ToName()} = {Text(_loss.LogSumExp)};");
        }

        if (_loss.Gradient is { } gradient)
        {
            WriteGradient(gradient);
        }

        writer.Line($"return {Text(_loss.Loss)};");
    }

    private void WriteGradient(LinearForm gradient)
    {
        Pass finish = plan.Finish!;
        writer.Line($"{Wide} probability = {Text(gradient.Probability)};");
        string derivative = $"(probability + ({Text(gradient.OneHot)})) - (probability * split.OthersShare)";
        if (gradient.Input is { } input)
        {
            writer.Line($"{Wide} inputFactor = {Text(input)};");
            writer.Line($"({T} inputScaleHigh, {T} inputScaleLow) = inputFactor.Split();");
            derivative += " + (inputFactor * weight)";
        }

        if (gradient.Offset is { } offset)
        {
            writer.Line($"{Wide} shared = {Text(offset)};");
            writer.Line($"({T} offsetHigh, {T} offsetLow) = shared.Split();");
            derivative += " + shared";
        }

        using (writer.Block("for (int block = blocks - 1; block >= 0; block--)"))
        {
            WriteBounds();
            writer.Line($"{Wide} blockSum = {High($"total.RelativeTo(in references[block], {names.Temperature.Value})")};");
            writer.Line($"({T} scaleHigh, {T} scaleLow) = (probability / blockSum).Split();");
            writer.Line($"TTarget.{finish.Name}({Arguments(finish)});");
        }

        writer.Line();
        writer.Line($"Unsafe.Add(ref {names.Output}, target) = ({T})({derivative});");
    }

    private IEnumerable<(string Type, string Name)> OthersParameters
    {
        get
        {
            foreach ((string type, string name) in names.Parameters(_loss.Others).Where(static parameter => parameter.Type.StartsWith("ref ", StringComparison.Ordinal)))
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
                writer.Line($"{names.Element.Sum} sum = {Call(_loss.Others, "start", "middle")};");
                using (writer.Block("if (home)"))
                {
                    writer.Line($"sum += {Call(_loss.Others, "target + 1", "end")};");
                }

                writer.Line();
                writer.Line($"others.Add(sum, {T}.NegativeInfinity, in reference, {names.Temperature.Value});");
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
            _ => parameter,
        }));
        return pass.Refers
            ? $"({reference}.Shift == {Infinity} ? Scalar.{pass.Name}({arguments}) : TTarget.{pass.Name}({arguments}))"
            : $"TTarget.{pass.Name}({arguments})";
    }

    private string Arguments(Pass pass) => EmittedNames.Pass(names.Parameters(pass).Select(parameter => parameter.Name == "targetLow" ? (parameter.Type, "0") : parameter));

    /// <summary>A row of floats has its scalars in doubles.</summary>
    private string High(string value, bool already = false) => names.Element == Element.Single && !already ? $"{value}.High" : names.Element == Element.Double && already ? $"{value}.High" : value;

    private string Text(Scalar scalar) => new ScalarText("", "split.LogSumExp", known: node => node switch
    {
        { Operation: Operation.Surprise } => "split.Surprise",
        { Operation: Operation.At } => "weight",
        { Operation: Operation.Coefficient } => node.Name,
        { Operation: Operation.Subtract, Operands: [{ Operation: Operation.Constant, Value: 0 }, Scalar negated] } => $"-({Text(negated)})",
        { Operation: Operation.Divisor } => "divisor",
        { Operation: Operation.Rows } => "count",
        { Operation: Operation.Columns } => "(double)columns",
        { Operation: Operation.RowArgument } => Local(node.Role!.Value),
        { Operation: Operation.Argument, Role: Role.Temperature } => names.Temperature.Value,
        { Operation: Operation.Argument } => Local(node.Role!.Value),
        _ => null,
    }).Write(scalar);
}
