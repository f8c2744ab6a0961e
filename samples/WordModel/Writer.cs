using System.Text;
using Digits;

namespace WordModel;

/// <summary>Writes sentences: draws one word after the other from the model's probabilities.</summary>
internal sealed class Writer(Corpus corpus, NextWordModel model, SplitMix64 random)
{
    private const int LongestSentence = 40;

    private readonly int _stop = corpus.Vocabulary.NumberOf(".");

    /// <summary>One sentence, as if it came after a full stop.</summary>
    /// <param name="softmax">Turns logits into probabilities, in place.</param>
    public string Sentence(Action<Span<float>> softmax)
    {
        int[] context = [.. Enumerable.Repeat(_stop, Corpus.Context)];
        var sentence = new StringBuilder();
        for (int i = 0; i < LongestSentence; i++)
        {
            Span<float> logits = model.Logits(context);

            // What is not in the vocabulary has no name.
            logits[Vocabulary.Unknown] = float.NegativeInfinity;
            softmax(logits);
            int next = Draw(logits);
            string word = corpus.Vocabulary[next];
            bool mark = !char.IsLetter(word[0]);
            sentence.Append(mark || i == 0 ? "" : " ").Append(i == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word == "i" ? "I" : word);
            if (word is "." or "!" or "?")
            {
                break;
            }

            context = [.. context[1..], next];
        }

        return sentence.ToString();
    }

    /// <summary>The word at which the running sum of the probabilities passes a random number.</summary>
    private int Draw(ReadOnlySpan<float> probabilities)
    {
        double rest = (random.Uniform(1) + 1.0) / 2;
        int last = 0;
        for (int word = 0; word < probabilities.Length; word++)
        {
            if (probabilities[word] > 0)
            {
                last = word;
                rest -= probabilities[word];
                if (rest < 0)
                {
                    break;
                }
            }
        }

        return last;
    }
}
