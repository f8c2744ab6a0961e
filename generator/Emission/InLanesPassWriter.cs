using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>
/// Writes a pass over rows in the lanes of a register, a loop over their columns, with nothing across the lanes; the sum's tree is the one of
/// every other layout.
/// </summary>
internal sealed class InLanesPassWriter(IndentedWriter writer, KernelPlan plan, EmittedNames names, Target target)
{
    /// <summary>What such a pass is called beside the one along a row.</summary>
    public const string Suffix = "InLanes";

    /// <summary>From column to column of what is read, where that is not known at compile time.</summary>
    public const string Stride = "stride";

    /// <summary>Where rows are brought to lanes.</summary>
    public const string Lanes = "lanes";

    /// <summary>What is written, where that may lie elsewhere than what is read.</summary>
    public const string Destination = "destination";

    /// <summary>From column to column of what is written.</summary>
    public const string DestinationStride = Destination + "Stride";

    /// <summary>Where the terms of a sum go that are not stored otherwise.</summary>
    public const string Terms = "terms";

    private readonly Element _element = names.Element;
    private readonly int _lanes = target.Lanes(names.Element);

    public void Write(Pass pass)
    {
        writer.Line($"/// <summary>{DocumentText.Escape(pass.Formula)}, rows in lanes.</summary>");
        string method = $"public static void {pass.Name}{Suffix}({EmittedNames.Declare(names.InLanesParameters(pass))})";
        if (target is ScalarTarget)
        {
            writer.Line($"{method} => {Scalar(pass)};");
            return;
        }

        LoweredPass lowered = LoweredPass.Create(pass, plan, names, target, RowScalar, sideBySide: true);
        using (writer.Block(method))
        {
            foreach ((string type, string name, string value) in lowered.Body.RowConstants.Concat(lowered.Body.Constants))
            {
                writer.Line($"{type} {name} = {value};");
            }

            WriteLoop(lowered);
        }
    }

    /// <summary>One row in the only lane lies as any other row does.</summary>
    private string Scalar(Pass pass)
    {
        string result = pass.Reduction is null ? "" : (pass.Reduction.Operation == Operation.Max ? EmittedNames.Maxima : EmittedNames.Sums) + "[0] = ";
        IEnumerable<string> arguments = names.Parameters(pass).Select(parameter => parameter switch
        {
            { Name: "start" } => "0",
            { Name: "end" } => "columns",
            { Name: "reference" } => $"new({string.Join(", ", EmittedNames.MembersOfReference.Select(member => names.ReferenceMembers.Contains(member, StringComparer.Ordinal) ? EmittedNames.SideBySideName("reference." + member) + "[0]" : "0"))})",
            _ when parameter.Name == names.Output && pass.Store is not null => "ref " + Destination,
            _ when parameter.Type == names.T => EmittedNames.SideBySideName(parameter.Name) + "[0]",
            _ => EmittedNames.Pass([parameter]),
        });
        return $"{result}{pass.Name}({string.Join(", ", arguments)})";
    }

    /// <summary>One column in an iteration: they do not wait for each other, and several at once would have more numbers than registers.</summary>
    private void WriteLoop(LoweredPass lowered)
    {
        bool max = lowered.Pass.Reduction?.Operation == Operation.Max;
        if (max)
        {
            writer.Line($"{target.Vector(_element)} max = {target.Broadcast(_element, _element.Literal(double.NegativeInfinity))};");
        }

        using (writer.Block("for (nuint i0 = 0; i0 < columns; i0++)"))
        {
            writer.Line($"nuint at0 = i0 * {Stride};");
            foreach (Step step in lowered.Body.Steps)
            {
                writer.Line($"{(step.Type is null ? "" : step.Type + " ")}{At(step.Name)} = {At(step.Value)};");
            }

            if (lowered.Stored is not null)
            {
                writer.Line(target.Store(Destination, $"i0 * {DestinationStride}", At(lowered.Stored)));
            }

            if (max)
            {
                writer.Line($"max = {target.Max(_element, "max", At(lowered.Reduced!))};");
            }
            else if (names.KeepsTerms(lowered.Pass))
            {
                writer.Line(target.Store(Terms, $"i0 * {Number(_lanes)}", At(lowered.Reduced!)));
            }
        }

        if (max)
        {
            writer.Line();
            writer.Line(target.Store($"MemoryMarshal.GetReference({EmittedNames.Maxima})", "0", "max"));
        }
        else if (lowered.Pass.Reduction is not null)
        {
            string terms = names.KeepsTerms(lowered.Pass) ? $"{Terms}, {Number(_lanes)}" : $"{Destination}, {DestinationStride}";
            writer.Line();
            writer.Line($"{(_element == Element.Single ? "" : "Compensated")}LaneSum.Total<Doubles{Number(target.Lanes(Element.Double))}>(ref {terms}, columns, {EmittedNames.Sums});");
        }
    }

    private string RowScalar(string member) => target.Load($"MemoryMarshal.GetReference({EmittedNames.SideBySideName(member)})", "0");

    private static string At(string text) => text.Replace("#", "0").Replace("@", "at0");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
