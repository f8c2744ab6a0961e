using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace FusedKernels.Package.Tests;

/// <summary>The samples that train something, run as people run them: they learn, and every processor learns the same.</summary>
public partial class SampleTests
{
    private static readonly Dictionary<string, string> AsItIs = [];

    /// <summary>Another target than the best one, where the processor has AVX-512.</summary>
    private static readonly Dictionary<string, string> NarrowerVectors = new() { ["DOTNET_EnableAVX512"] = "0" };

    /// <summary>Enough batches for words to be predicted by how common they are, and a little by what stands before them.</summary>
    private const string Batches = "60";

    [Fact]
    public void The_word_model_predicts_held_out_words_better_and_better()
    {
        string output = Run("WordModel", AsItIs, Batches);
        Match perplexity = Perplexity().Match(output);
        Assert.True(perplexity.Success, output);
        double before = double.Parse(perplexity.Groups["before"].Value, NumberStyles.Number, CultureInfo.InvariantCulture);
        double after = double.Parse(perplexity.Groups["after"].Value, NumberStyles.Number, CultureInfo.InvariantCulture);

        // As good as none, it takes every word of the vocabulary for equally likely.
        Assert.InRange(before, 6000, 7000);
        Assert.InRange(after, 100, 700);
        Assert.NotEmpty(Weights(output));
        Assert.Equal(Weights(output), Weights(Run("WordModel", NarrowerVectors, Batches)));
    }

    [Fact]
    public void The_mixture_of_experts_reads_digits()
    {
        // The sample itself asks for 95 of 100 digits, and ends with an error below.
        string output = Run("MixtureOfExperts", AsItIs);
        Assert.Contains("mixture, balanced", output, StringComparison.Ordinal);
    }

    private static string Weights(string output) => WeightsLine().Match(output).Value;

    private static string Run(string sample, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        DotNet.Run(Path.GetTempPath(), environment, [SampleOf(sample), .. arguments]);

    private static string SampleOf(string name) =>
        typeof(SampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!;

    [GeneratedRegex(@"perplexity of held-out words\s+(?<before>[\d,]+) → (?<after>[\d,.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Perplexity();

    [GeneratedRegex("^weights .*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WeightsLine();
}
