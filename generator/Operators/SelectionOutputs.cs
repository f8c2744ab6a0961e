namespace FusedKernels.Generator.Operators;

/// <summary>What an operator that selects gives for a row.</summary>
/// <param name="Selected">The selected columns, a <see cref="Operation.TopK"/>.</param>
/// <param name="Weights">A value for each of them.</param>
/// <param name="Preparation">What the logits go through before, map after map.</param>
internal sealed record SelectionOutputs(Row Selected, Row Weights, IReadOnlyList<Row> Preparation);
