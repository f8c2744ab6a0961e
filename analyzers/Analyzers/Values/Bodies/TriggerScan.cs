namespace FusedKernels.Analyzers.Values;

/// <summary>
/// Finds names in source text without its syntax tree: most files have no exponential at all, and this is all that they cost. Comments and strings
/// are found as well; the tree tells them apart later.
/// </summary>
internal sealed class TriggerScan
{
    private static readonly string[] Names =
    [
        "Exp", "exp", "Exp2", "Exp10", "Exponent", "Exponential", "PointwiseExp", "PointwiseSigmoid", "Sigmoid", "sigmoid", "Cosh", "Sinh", "LogP1", "Log1p", "Log1P", "ExpM1",
    ];

    /// <summary>Within a name: SoftmaxRows, StableSoftMax.</summary>
    private static readonly string[] Softmaxes = ["oftmax", "oftMax", "OFTMAX"];

    private static readonly string[] Eulers = ["Math.E", "MathF.E", "Mathf.E", "double.E", "float.E", "T.E", "2.71"];

    private readonly Dictionary<int, string> _names = [];

    private readonly string[] _parts;

    private TriggerScan(IEnumerable<string> names, params string[] parts)
    {
        _parts = parts;
        foreach (string name in names)
        {
            _names[name.Aggregate(0, Hash)] = name;
        }
    }

    public static TriggerScan Default { get; } = new(Names.Concat(["Pow", "Log", "OrderByDescending", "OrderBy", "Sort"]), Softmaxes);

    public static TriggerScan For(IEnumerable<string> names) => new(names);

    public bool IsEmpty => _names.Count == 0 && _parts.Length == 0;

    public IEnumerable<int> In(string text) => NamesIn(text).Concat(_parts.SelectMany(part => NamesWith(part, text)));

    private static IEnumerable<int> NamesWith(string part, string text)
    {
        for (int position = text.IndexOf(part, StringComparison.Ordinal); position >= 0; position = text.IndexOf(part, position + 1, StringComparison.Ordinal))
        {
            int start = position;
            while (start > 0 && (IsLetter(text[start - 1]) || text[start - 1] is >= '0' and <= '9'))
            {
                start--;
            }

            yield return start;
        }
    }

    private IEnumerable<int> NamesIn(string text)
    {
        int position = 0;
        while (position < text.Length)
        {
            if (!IsLetter(text[position]))
            {
                position++;
                continue;
            }

            int start = position;
            int hash = 0;
            while (position < text.Length && (IsLetter(text[position]) || text[position] is >= '0' and <= '9'))
            {
                hash = Hash(hash, text[position++]);
            }

            if (_names.TryGetValue(hash, out string? name)
                && name.Length == position - start
                && string.CompareOrdinal(text, start, name, 0, name.Length) == 0
                && Matters(text, name, position))
            {
                yield return start;
            }
        }
    }

    /// <summary>Names that mean something only with what follows.</summary>
    private static bool Matters(string text, string name, int end) => name switch
    {
        "Pow" => Array.Exists(Eulers, each => Follows(text, end, each, 14)) || Follows(text, end, "(e,", 3) || Follows(text, end, "(E,", 3),
        "Log" => (Follows(text, end, "1", 60) && Follows(text, end, "+", 60)) || (Follows(text, end, "(1", 3) && Follows(text, end, "-", 8)),
        "OrderBy" or "OrderByDescending" or "Sort" => Follows(text, end, ".Take(", 120),
        _ => true,
    };

    private static bool Follows(string text, int start, string what, int within) =>
        text.IndexOf(what, start, Math.Min(within, text.Length - start), StringComparison.Ordinal) >= 0;

    private static int Hash(int hash, char next) => unchecked((hash * 31) + next);

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';
}
