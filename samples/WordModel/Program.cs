using System.Globalization;
using Digits;
using Spectre.Console;
using WordModel;

const int Epochs = 2;
const int Sentences = 4;
const float Warm = 0.9f;

SampleConsole.Prepare();
SplitMix64 random = new(seed: 1); // Arbitrary.
Corpus corpus = Corpus.Load();

// A number stops the training after so many batches, to see quickly that another machine goes the same way.
int batches = args is [{ } limit] ? int.Parse(limit, CultureInfo.InvariantCulture) : int.MaxValue;
Trainer trainer = new(corpus, Epochs, batches, random);
NextWordModel model = trainer.Model;
AnsiConsole.WriteLine("Three novels by Jane Austen: which word comes next?");
AnsiConsole.WriteLine($"{corpus.Training.Length:N0} words to learn from, {corpus.HeldOut.Length:N0} held out.");
AnsiConsole.WriteLine($"A vocabulary of {corpus.Vocabulary.Count:N0}, {model.Parameters:N0} parameters.");
AnsiConsole.WriteLine();

double before = trainer.HeldOutLoss();
TrainingDisplay.Run(trainer);
double after = trainer.HeldOutLoss();

AnsiConsole.WriteLine();
AnsiConsole.WriteLine($"perplexity of held-out words   {Math.Exp(before):N0} → {Math.Exp(after):N1}");
AnsiConsole.WriteLine($"weights                        {model.Fingerprint} (the same on every CPU)");

Writer writer = new(corpus, model, random);
WriteSentences("temperature 0.5, folded into the kernel", Kernels.Cool);
WriteSentences($"temperature {Warm}, chosen at run time", static logits => Kernels.AtTemperature(logits, Warm));
return 0;

void WriteSentences(string title, Action<Span<float>> softmax)
{
    AnsiConsole.WriteLine();
    AnsiConsole.WriteLine(title + ":");
    for (int i = 0; i < Sentences; i++)
    {
        AnsiConsole.WriteLine("  " + writer.Sentence(softmax));
    }
}
