namespace WordModel;

/// <summary>How the training is going.</summary>
/// <param name="Words">Words learned from so far.</param>
/// <param name="Loss">The mean loss, in nats, since the report before.</param>
/// <param name="HeldOutLoss">The mean loss of words that were never learned from.</param>
/// <param name="WordsPerSecond">Words learned from in a second, in the mean.</param>
internal sealed record TrainingReport(int Words, double Loss, double HeldOutLoss, double WordsPerSecond)
{
    /// <summary>Among how many equally likely words the model is, so to speak, undecided.</summary>
    public double Perplexity => Math.Exp(HeldOutLoss);
}
