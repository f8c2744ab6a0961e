using System.Diagnostics;
using Digits;

namespace WordModel;

/// <summary>Goes through the text in batches, in a new order every epoch, and says now and then how well held-out words are predicted.</summary>
internal sealed class Trainer(Corpus corpus, int epochs, int mostBatches, SplitMix64 random)
{
    private const int BatchSize = 256;
    private const int ReportsPerEpoch = 4;
    private const float LearningRate = 0.05f;

    private readonly int[] _order = [.. corpus.Training];

    public NextWordModel Model { get; } = new(corpus, BatchSize, random);

    /// <summary>Batches in all.</summary>
    public int Batches => Math.Min(epochs * BatchesPerEpoch, mostBatches);

    private int BatchesPerEpoch => (_order.Length + BatchSize - 1) / BatchSize;

    /// <param name="batchDone">Called after each batch with the words per second so far.</param>
    /// <param name="report">Called now and then.</param>
    public void Run(Action<double> batchDone, Action<TrainingReport> report)
    {
        Stopwatch learning = new();
        double loss = 0;
        int words = 0;
        int reported = 0;
        for (int batch = 0; batch < Batches; batch++)
        {
            int inEpoch = batch % BatchesPerEpoch;
            if (inEpoch == 0)
            {
                random.Shuffle(_order);
            }

            ReadOnlySpan<int> positions = _order.AsSpan(inEpoch * BatchSize);
            positions = positions[..Math.Min(BatchSize, positions.Length)];
            learning.Start();
            loss += (double)Model.Step(positions, LearningRate) * positions.Length;
            learning.Stop();
            words += positions.Length;
            batchDone(words / learning.Elapsed.TotalSeconds);
            if ((inEpoch + 1) * ReportsPerEpoch / BatchesPerEpoch != inEpoch * ReportsPerEpoch / BatchesPerEpoch)
            {
                report(new TrainingReport(words, loss / (words - reported), HeldOutLoss(), words / learning.Elapsed.TotalSeconds));
                (loss, reported) = (0, words);
            }
        }
    }

    /// <summary>The mean loss on words that were never learned from.</summary>
    public double HeldOutLoss()
    {
        double loss = 0;
        foreach (int[] positions in corpus.HeldOut.Chunk(BatchSize))
        {
            loss += Model.Loss(positions);
        }

        return loss / corpus.HeldOut.Length;
    }
}
