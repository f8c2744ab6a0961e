namespace Digits;

/// <summary>Stochastic gradient descent: mini-batches in a new order every epoch, in steps that shrink in a straight line to nothing.</summary>
internal sealed class Trainer(IClassifier classifier, DigitData training, SplitMix64 random)
{
    public const int Epochs = 25;
    private const int BatchSize = 16;
    private const float FirstLearningRate = 0.4f;

    private readonly int[] _order = [.. Enumerable.Range(0, training.Count)];

    /// <summary>Shows every training image to the classifier once. Returns the mean loss.</summary>
    /// <param name="epoch">From 1 to <see cref="Epochs"/>.</param>
    public double RunEpoch(int epoch)
    {
        float learningRate = FirstLearningRate * (Epochs + 1 - epoch) / Epochs;
        random.Shuffle(_order);
        double loss = 0;
        for (int start = 0; start < _order.Length; start += BatchSize)
        {
            int rows = Math.Min(BatchSize, _order.Length - start);
            loss += classifier.Step(training.Select(_order.AsSpan(start, rows)), learningRate);
        }

        return loss / training.Count;
    }
}
