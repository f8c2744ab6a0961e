namespace FusedKernels.Generator.Emission;

/// <summary>A target's method that tells something of all experts of rows in lanes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OfScores">True for shares of scores, false for exponentials of the logits.</param>
/// <param name="HasLogSumExp">True where it stores each row's log-sum-exp.</param>
/// <param name="HasShares">True where it adds to each expert's importance.</param>
/// <param name="Parameters">What it takes.</param>
internal sealed record StatisticsMethod(string Name, bool OfScores, bool HasLogSumExp, bool HasShares, IReadOnlyList<(string Type, string Name)> Parameters);
