using System.Collections.Immutable;

namespace FusedKernels.Analyzers.Values;

/// <summary>The names that libraries after the manner of Python have for the same functions.</summary>
internal static class CommonNames
{
    private static readonly ImmutableDictionary<string, string> Others = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["exp"] = "Exp",
        ["Exponent"] = "Exp",
        ["Exponential"] = "Exp",
        ["log"] = "Log",
        ["log1p"] = "Log1p",
        ["pow"] = "Pow",
        ["power"] = "Pow",
        ["sqrt"] = "Sqrt",
        ["square"] = "Square",
        ["Scale"] = "Multiply",
        ["Mul"] = "Multiply",
        ["mul"] = "Multiply",
        ["multiply"] = "Multiply",
        ["Div"] = "Divide",
        ["div"] = "Divide",
        ["divide"] = "Divide",
        ["abs"] = "Abs",
        ["tanh"] = "Tanh",
        ["sigmoid"] = "Sigmoid",
        ["PointwiseSigmoid"] = "Sigmoid",
        ["PointwiseTanh"] = "Tanh",
        ["clamp"] = "Clamp",
        ["clip"] = "Clamp",
        ["maximum"] = "Max",
        ["minimum"] = "Min",
        ["map"] = "Map",
        ["sum"] = "Sum",
        ["reduce_sum"] = "Sum",
        ["ReduceSum"] = "Sum",
        ["max"] = "Max",
        ["amax"] = "Max",
        ["reduce_max"] = "Max",
        ["ReduceMax"] = "Max",
        ["min"] = "Min",
        ["amin"] = "Min",
        ["reduce_min"] = "Min",
        ["mean"] = "Mean",
        ["reduce_mean"] = "Mean",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The call under the name that .NET has for it; of a reduction, the axis and whether it stays are left out.</summary>
    public static LibraryCall Of(LibraryCall call)
    {
        bool isOther = Others.TryGetValue(call.Name, out string? other);
        string name = other ?? call.Name;
        return name is "Sum" or "Mean" || (isOther && name is "Max" or "Min" && call.Type is not "math")
            ? call with { Name = name, Values = [.. call.Values.Where(static (each, position) => position == 0 || each is not Constant)] }
            : isOther ? call with { Name = name } : call;
    }
}
