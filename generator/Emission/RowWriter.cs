using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the walk of the passes over the blocks of one row, the same for every target.</summary>
/// <remarks>Where rows stay in registers, only the scalar target walks them this way.</remarks>
internal sealed class RowWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names)
{
    private string Target => plan.StraightLine ? "Scalar" : "TTarget";

    private string T => names.T;

    private string Infinity => $"{T}.PositiveInfinity";

    private string ReturnType => plan.Finish is null ? T : "void";

    /// <summary>The parameters of a row's methods.</summary>
    public IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            foreach (Role input in names.Inputs)
            {
                yield return ($"ref {names.TypeOf(input)}", input.ToName());
            }

            if (plan.Finish is not null)
            {
                yield return ($"ref {T}", names.Output);
            }

            yield return ("nuint", "columns");
            if (names.RuntimeTemperature)
            {
                yield return ($"in {names.TemperatureType}", "temperature");
            }
        }
    }

    public void Write()
    {
        WriteRefer();
        writer.Line();
        writer.Line("/// <summary>One row, block after block: a block's maximum gives its reference, its exponentials are summed, the sums are merged in order.</summary>");
        WriteRow(plan.StraightLine ? "ScalarRow" : "Row", plan.Accumulate, plan.Finish, toLong: plan.Long is not null);
        if (plan.Long is { } passes)
        {
            writer.Line();
            writer.Line("/// <summary>A row that leaves the cache between the passes: its exponentials are evaluated twice instead of written, read and written.</summary>");
            WriteRow("LongRow", passes.Accumulate, passes.Finish, toLong: false);
        }
    }

    private void WriteRefer()
    {
        string temperature = names.RuntimeTemperature ? $", in {names.TemperatureType} temperature" : "";
        TemperatureText t = names.Temperature;

        // NaN as the maximum means "none": the exponential of +∞ is then NaN by itself.
        string max = plan.Spec.Options.PositiveInfinity == PositiveInfinity.NaN ? $"max < {Infinity} ? max : {T}.NaN" : "max";
        writer.Line("/// <summary>What a block's exponentials are relative to.</summary>");
        writer.Line($"private static {names.ReferenceType} Refer({T} max{temperature}) => Reference.Of({max}, {t.Limit}, {t.Scale}, {t.Log2E}, {t.Ln2High});");
    }

    private void WriteRow(string name, Pass accumulate, Pass? finish, bool toLong)
    {
        string parameters = EmittedNames.Declare(Parameters);
        using (BeginMethod(name, parameters))
        {
            if (toLong)
            {
                using (writer.Block("if (columns >= LongRowLength)"))
                {
                    writer.Line($"LongRow<TTarget>({EmittedNames.Pass(Parameters)});");
                    writer.Line("return;");
                }

                writer.Line();
            }

            bool stored = finish?.Evaluates(Operation.Stored) == true;
            writer.Line("int blocks = (int)((columns + (BlockLength - 1)) / BlockLength);");
            if (stored)
            {
                writer.Line($"Span<{names.ReferenceType}> references = stackalloc {names.ReferenceType}[blocks];");
            }

            writer.Line("ExponentialSum total = default;");
            using (writer.Block("for (int block = 0; block < blocks; block++)"))
            {
                WriteBounds();
                WriteReference();
                if (stored)
                {
                    writer.Line("references[block] = reference;");
                }

                writer.Line($"total.Add({Call(accumulate)}, max, in reference, {names.Temperature.Value});");
            }

            writer.Line();
            using (writer.Block("if (total.IsEmpty)"))
            {
                WriteMasked();
            }

            writer.Line();
            if (finish is null)
            {
                writer.Line($"return {names.Result("total")};");
            }
            else
            {
                WriteFinish(finish, stored);
            }
        }
    }

    private IndentedWriter.Scope BeginMethod(string name, string parameters)
    {
        if (plan.StraightLine)
        {
            return writer.Block($"private static {ReturnType} {name}({parameters})");
        }

        writer.Line($"private static {ReturnType} {name}<TTarget>({parameters})");
        return writer.Block("    where TTarget : struct, ITarget");
    }

    private void WriteFinish(Pass finish, bool stored)
    {
        bool perBlock = stored || finish.Evaluates(Operation.ScaledExp);
        if (!perBlock)
        {
            WriteScalars(finish);
        }

        writer.Line("// From the end: the last blocks are still in the cache.");
        using (writer.Block("for (int block = blocks - 1; block >= 0; block--)"))
        {
            WriteBounds();
            if (stored)
            {
                writer.Line($"{names.ReferenceType} reference = references[block];");
            }
            else if (perBlock)
            {
                WriteReference();
            }
            else
            {
                writer.Line($"{names.ReferenceType} reference = Reference.OfShift(total.Shift, {names.Temperature.Limit});");
            }

            if (perBlock)
            {
                WriteScalars(finish);
            }

            WriteFinishCall(finish);
        }
    }

    private void WriteBounds()
    {
        writer.Line("nuint start = (nuint)block * BlockLength;");
        writer.Line("nuint end = nuint.Min(start + BlockLength, columns);");
    }

    private void WriteReference()
    {
        writer.Line($"{T} max = {Target}.{plan.Maximum.Name}({EmittedNames.Pass(names.Parameters(plan.Maximum))});");
        writer.Line($"{names.ReferenceType} reference = Refer(max{(names.RuntimeTemperature ? ", in temperature" : "")});");
    }

    private void WriteScalars(Pass pass)
    {
        foreach ((string name, string value) in names.ScalarValues(pass, "total"))
        {
            writer.Line($"({T} {name}High, {T} {name}Low) = ({value}).To{names.Element.Name}s();");
        }
    }

    private void WriteFinishCall(Pass finish)
    {
        if (!finish.Refers || plan.StraightLine)
        {
            writer.Line($"{Target}.{finish.Name}({EmittedNames.Pass(names.Parameters(finish))});");
            return;
        }

        using (writer.Block($"if (reference.Shift == {Infinity})"))
        {
            writer.Line($"Scalar.{finish.Name}({EmittedNames.Pass(names.Parameters(finish))});");
        }

        using (writer.Block("else"))
        {
            writer.Line($"{Target}.{finish.Name}({EmittedNames.Pass(names.Parameters(finish))});");
        }
    }

    /// <summary>Only the scalar target knows ∞ − ∞ = 0, the limit.</summary>
    private string Call(Pass pass)
    {
        string arguments = EmittedNames.Pass(names.Parameters(pass));
        return plan.StraightLine
            ? $"Scalar.{pass.Name}({arguments})"
            : $"reference.Shift == {Infinity} ? Scalar.{pass.Name}({arguments}) : TTarget.{pass.Name}({arguments})";
    }

    private void WriteMasked()
    {
        string value = names.MaskedValue;
        if (plan.Finish is null)
        {
            writer.Line($"return {value};");
        }
        else
        {
            writer.Line($"MemoryMarshal.CreateSpan(ref {names.Output}, (int)columns).Fill({value});");
            writer.Line("return;");
        }
    }
}
