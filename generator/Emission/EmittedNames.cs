using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The names and types that the parts of an emitted kernel share.</summary>
internal sealed class EmittedNames(KernelPlan plan)
{
    public KernelSpec Spec => plan.Spec;

    public Element Element { get; } = Element.Of(plan.Spec.Element);

    public string T => Element.Keyword;

    /// <summary>The result's name: the output role, or the logits where they are overwritten.</summary>
    public string Output { get; } = plan.Kernel.Output.ToName();

    public string ReferenceType => $"Reference<{T}>";

    public string TemperatureType => $"TemperatureConstants<{T}>";

    public bool RuntimeTemperature => Spec.Has(Role.Temperature);

    public TemperatureText Temperature { get; } = new(plan.Temperature, Element.Of(plan.Spec.Element), plan.Temperature.Scales(plan.Spec.Element));

    /// <summary>The rows that the caller passes, in the order of their roles.</summary>
    public IReadOnlyList<Role> Inputs { get; } = [.. new[] { Role.Logits, Role.Bias, Role.Mask }.Where(plan.Spec.Has)];

    public string TypeOf(Role input) => input == Role.Mask ? "bool" : T;

    /// <summary>What a pass's method takes, as declarations (type and name).</summary>
    public IEnumerable<(string Type, string Name)> Parameters(Pass pass)
    {
        foreach (Role input in Inputs.Where(input => pass.Rows.Any(row => Reads(row, input))))
        {
            yield return ($"ref {TypeOf(input)}", input.ToName());
        }

        if (pass.Store is not null)
        {
            yield return ($"ref {T}", Output);
        }

        yield return ("nuint", "start");
        yield return ("nuint", "end");
        if (pass.Refers)
        {
            yield return ($"in {ReferenceType}", "reference");
        }

        foreach (string scalar in Scalars(pass))
        {
            yield return (T, scalar + "High");
            yield return (T, scalar + "Low");
        }

        if (RuntimeTemperature && pass.Refers)
        {
            yield return ($"in {TemperatureType}", "temperature");
        }
    }

    /// <summary>What a pass over rows side by side takes: for each number of a row a span with one for each lane.</summary>
    public IEnumerable<(string Type, string Name)> SideBySideParameters(Pass pass)
    {
        foreach ((string type, string name) in Parameters(pass))
        {
            switch (name)
            {
                case "end":
                    yield return (type, name);
                    yield return ("nuint", "inner");
                    yield return ("nuint", "rows");
                    break;
                case "reference":
                    foreach (string member in ReferenceMembers)
                    {
                        yield return ($"ReadOnlySpan<{T}>", SideBySideName("reference." + member));
                    }

                    break;
                case "bias" or "mask":
                    yield return (type, name);
                    yield return ("bool", name + "IsRow");
                    break;
                default:
                    bool perRow = type == T;
                    yield return (perRow ? $"ReadOnlySpan<{T}>" : type, perRow ? SideBySideName(name) : name);
                    break;
            }
        }

        if (pass.Reduction is { } reduction)
        {
            yield return reduction.Operation == Operation.Max ? ($"Span<{T}>", "maxima") : ("Span<DoubleDouble>", "sums");
        }
    }

    /// <summary>The members of a reference that a kernel uses.</summary>
    public static IReadOnlyList<string> ReferenceMembers { get; } = ["Shift", "Floor", "Rounder", "Exact"];

    /// <summary>The span that holds a row's number for each lane.</summary>
    public static string SideBySideName(string member) => member.Substring(member.IndexOf('.') + 1) is { } name ? char.ToLowerInvariant(name[0]) + name.Substring(1) + "s" : member;

    public static IEnumerable<string> Scalars(Pass pass) => pass.Store is null ? [] : RowLowering.ScalarsOf(pass.Store).Select(RowLowering.ScalarName).Distinct(StringComparer.Ordinal);

    public string ReturnType(Pass pass) => pass.Reduction?.Operation switch
    {
        Operation.Max => T,
        Operation.Sum => "DoubleDouble",
        _ => "void",
    };

    private static bool Reads(Row row, Role input) => row.Rows.Any(read => read.Operation == Operation.Input && read.Role == input);
}
