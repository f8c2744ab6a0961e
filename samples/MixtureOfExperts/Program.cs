using Digits;
using MixtureOfExperts;
using Spectre.Console;

const double RequiredAccuracy = 0.95;
const int HiddenUnits = 8;
const double Balance = 0.05;
const int TestShare = 5;
const ulong Seed = 1; // Arbitrary.

SampleConsole.Prepare();
(DigitData training, DigitData test) = DigitData.Load().Split(TestShare, new SplitMix64(Seed));
AnsiConsole.WriteLine($"{training.Count} handwritten digits to learn from, {test.Count} others to be tested on.");
AnsiConsole.WriteLine();

Classifier dense = new(HiddenUnits * RouterKernels.Chosen, new SplitMix64(Seed));
Mixture unbalanced = new(HiddenUnits, balance: 0, new SplitMix64(Seed));
Mixture balanced = new(HiddenUnits, Balance, new SplitMix64(Seed));
double denseAccuracy = Train(dense, $"one network of {HiddenUnits * RouterKernels.Chosen} hidden units");
double unbalancedAccuracy = Train(unbalanced, $"{RouterKernels.Chosen} of {RouterKernels.Experts} experts of {HiddenUnits} hidden units, without balance loss");
double balancedAccuracy = Train(balanced, "the same with balance loss");

AnsiConsole.WriteLine("test accuracy, weights (the same on every CPU)");
AnsiConsole.WriteLine($"  dense network          {denseAccuracy * 100,5:F1} %   {dense.Fingerprint}");
AnsiConsole.WriteLine($"  mixture, unbalanced    {unbalancedAccuracy * 100,5:F1} %   {unbalanced.Fingerprint}");
AnsiConsole.WriteLine($"  mixture, balanced      {balancedAccuracy * 100,5:F1} %   {balanced.Fingerprint}");
AnsiConsole.WriteLine();
LoadDisplay.Write(unbalanced.Route(test.Images).Load(), balanced.Route(test.Images).Load());

if (balancedAccuracy < RequiredAccuracy)
{
    AnsiConsole.WriteLine();
    AnsiConsole.WriteLine($"The test accuracy is below the required {RequiredAccuracy * 100} %.");
    return 1;
}

return 0;

double Train(IClassifier classifier, string title)
{
    AnsiConsole.WriteLine(title);
    TrainingDisplay.Run(Trainer.Epochs, new Trainer(classifier, training, new SplitMix64(Seed)).RunEpoch);
    AnsiConsole.WriteLine();
    return Readings.Accuracy(Readings.Probabilities(classifier.Logits(test.Images)), test.Labels);
}
