using System.IO.Compression;
using System.Reflection;
using System.Text.RegularExpressions;

namespace WordModel;

/// <summary>The novels as a sequence of word numbers, and the positions to learn from and to be tested on.</summary>
internal sealed partial class Corpus
{
    /// <summary>Words before the one that is predicted.</summary>
    public const int Context = 4;

    /// <summary>One part of the text in twenty is held out.</summary>
    private const int PartLength = 1000;

    private const int Parts = 20;

    private Corpus(Vocabulary vocabulary, int[] words)
    {
        Vocabulary = vocabulary;
        Words = words;
        ILookup<bool, int> positions = Enumerable.Range(Context, words.Length - Context).ToLookup(position => position / PartLength % Parts == Parts - 1);
        Training = [.. positions[false]];
        HeldOut = [.. positions[true]];
    }

    public Vocabulary Vocabulary { get; }

    public int[] Words { get; }

    /// <summary>Positions of words to predict from those before them.</summary>
    public int[] Training { get; }

    /// <summary>The same, never learned from.</summary>
    public int[] HeldOut { get; }

    public static Corpus Load()
    {
        using Stream compressed = Assembly.GetExecutingAssembly().GetManifestResourceStream("austen.txt.gz")!;
        using var text = new StreamReader(new GZipStream(compressed, CompressionMode.Decompress));
        string[] tokens = [.. Token().Matches(NotWords().Replace(text.ReadToEnd(), "")).Select(match => match.Value.ToLowerInvariant())];
        Vocabulary vocabulary = Vocabulary.Of(tokens);
        return new Corpus(vocabulary, [.. tokens.Select(vocabulary.NumberOf)]);
    }

    /// <summary>Emphasis, and the full stop of a title, which ends no sentence.</summary>
    [GeneratedRegex(@"_|(?<=\bMrs?)\.", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NotWords();

    [GeneratedRegex(@"[A-Za-z]+(?:['-][A-Za-z]+)*|[.,;:!?]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();
}
