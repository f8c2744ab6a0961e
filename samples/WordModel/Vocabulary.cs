namespace WordModel;

/// <summary>The words that occur more than once, most frequent first, after the number that stands for all others.</summary>
internal sealed class Vocabulary
{
    /// <summary>The number of every word that is not in the vocabulary.</summary>
    public const int Unknown = 0;

    private readonly string[] _words;
    private readonly Dictionary<string, int> _numbers;

    private Vocabulary(string[] words)
    {
        _words = words;
        _numbers = Enumerable.Range(0, words.Length).ToDictionary(number => words[number], StringComparer.Ordinal);
    }

    public int Count => _words.Length;

    public string this[int number] => _words[number];

    public static Vocabulary Of(IEnumerable<string> tokens) => new(
    [
        "…",
        .. tokens.CountBy(token => token, StringComparer.Ordinal)
            .Where(word => word.Value > 1)
            .OrderByDescending(word => word.Value)
            .ThenBy(word => word.Key, StringComparer.Ordinal)
            .Select(word => word.Key),
    ]);

    public int NumberOf(string word) => _numbers.GetValueOrDefault(word, Unknown);
}
