using Digits;
using QuickStart;
using Spectre.Console;

const double RequiredAccuracy = 0.95;
const int HiddenUnits = 64;
const int TestShare = 5;

SampleConsole.Prepare();
SplitMix64 random = new(seed: 1); // Arbitrary.
(DigitData training, DigitData test) = DigitData.Load().Split(TestShare, random);
AnsiConsole.WriteLine($"{training.Count} handwritten digits to learn from, {test.Count} others to be tested on.");
AnsiConsole.WriteLine();

Classifier classifier = new(HiddenUnits, random);
TrainingDisplay.Run(Trainer.Epochs, new Trainer(classifier, training, random).RunEpoch);

float[] logits = classifier.Logits(test.Images);
float[] probabilities = Readings.Probabilities(logits);
double accuracy = Readings.Accuracy(probabilities, test.Labels);
AnsiConsole.WriteLine();
AnsiConsole.WriteLine($"test accuracy {accuracy * 100:F1} %");
AnsiConsole.WriteLine($"weights       {classifier.Fingerprint} (the same on every CPU)");
AnsiConsole.WriteLine();

// The surest digit of the test, the median and the two hardest, by the probability of what each one shows.
int[] surestFirst = [.. Enumerable.Range(0, test.Count).OrderByDescending(index => probabilities[(index * DigitData.Classes) + test.Labels[index]])];
Drawing.WriteRow(test, [surestFirst[0], surestFirst[test.Count / 2], surestFirst[^2], surestFirst[^1]], probabilities);
AnsiConsole.WriteLine();

SpeedReport.Write(logits, random);

if (accuracy < RequiredAccuracy)
{
    AnsiConsole.WriteLine();
    AnsiConsole.WriteLine($"The test accuracy is below the required {RequiredAccuracy * 100} %.");
    return 1;
}

return 0;
