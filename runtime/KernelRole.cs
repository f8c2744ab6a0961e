namespace FusedKernels;

/// <summary>The part that a parameter plays in a kernel. Found from the parameter's name, or named by <see cref="KernelParameterAttribute"/>.</summary>
public enum KernelRole
{
    /// <summary>The scores before normalisation; in place where no result is declared. Name: <c>logits</c>.</summary>
    Logits,

    /// <summary>Softmax's result, as long as the logits. Name: <c>probabilities</c>.</summary>
    Probabilities,

    /// <summary>Log-softmax's result, as long as the logits. Name: <c>logProbabilities</c>.</summary>
    LogProbabilities,

    /// <summary>One result for each row. Name: <c>results</c>.</summary>
    Results,

    /// <summary>Added to the logits before anything else: one row, or as long as the logits. Name: <c>bias</c>.</summary>
    Bias,

    /// <summary>True keeps an entry, false takes it out: one row, or as long as the logits. Name: <c>mask</c>.</summary>
    Mask,

    /// <summary>The number of columns of each row. Name: <c>columns</c>.</summary>
    Columns,

    /// <summary>The number of neighbouring rows, the distance between a row's columns. Name: <c>inner</c>.</summary>
    Inner,

    /// <summary>The temperature, finite and positive, chosen at run time. Name: <c>temperature</c>.</summary>
    Temperature,

    /// <summary>The index of each row's right class, int or long. Name: <c>targets</c>.</summary>
    Targets,

    /// <summary>A loss's derivatives with respect to the logits, as long as they, or exactly their memory. Name: <c>gradient</c>.</summary>
    Gradient,

    /// <summary>One loss for each row. Name: <c>losses</c>.</summary>
    Losses,

    /// <summary>A weight ≥ 0 for each column. Name: <c>classWeights</c>.</summary>
    ClassWeights,

    /// <summary>The upstream gradient of each row's loss: its gradient is multiplied by it. Name: <c>rowWeights</c>.</summary>
    RowWeights,

    /// <summary>The upstream gradient of the whole loss. Name: <c>gradientScale</c>.</summary>
    GradientScale,

    /// <summary>The log-sum-exp of each row, beside the loss or the selection; 0 for a row that is ignored or taken out. Name: <c>logSumExp</c>.</summary>
    LogSumExp,

    /// <summary>The most threads that a parallel kernel uses, the caller's included: positive, or −1 for one on each processor. Name: <c>maxDegreeOfParallelism</c>.</summary>
    MaxDegreeOfParallelism,

    /// <summary>Asked between blocks of rows; what has been written until then stays. Name: <c>cancellationToken</c>.</summary>
    CancellationToken,

    /// <summary>The number of experts of each row. Name: <c>experts</c>.</summary>
    Experts,

    /// <summary>The indices of each row's selected experts, best first. Name: <c>selected</c>.</summary>
    Selected,

    /// <summary>The weights of each row's selected experts. Name: <c>weights</c>.</summary>
    Weights,

    /// <summary>Added to each expert's score where experts are selected, not where they are weighed. Name: <c>selectionBias</c>.</summary>
    SelectionBias,

    /// <summary>The probability of each class, as long as the logits, in place of <see cref="Targets"/>. Name: <c>targetProbabilities</c>.</summary>
    TargetProbabilities,

    /// <summary>
    /// The column of each row's largest logit, int; the first of several, −1 for a row that is ignored, holds a NaN or has nothing but −∞. Name: <c>predictions</c>.
    /// </summary>
    Predictions,

    /// <summary>The entropy of each row's softmax, beside the loss; 0 for an ignored row. Name: <c>entropy</c>.</summary>
    Entropy,

    /// <summary>False takes a row out: it selects nothing. Name: <c>active</c>.</summary>
    Active,

    /// <summary>How many rows selected each expert. Name: <c>load</c>.</summary>
    Load,

    /// <summary>The weights in the places of their experts, 0 elsewhere, as long as the logits. Name: <c>denseWeights</c>.</summary>
    DenseWeights,

    /// <summary>The first of the experts that are here. Name: <c>expertStart</c>.</summary>
    ExpertStart,

    /// <summary>The expert after the last that is here. Name: <c>expertStop</c>.</summary>
    ExpertStop,

    /// <summary>The derivatives with respect to the weights of each row's selected experts. Name: <c>weightsGradient</c>.</summary>
    WeightsGradient,

    /// <summary>The derivatives with respect to the logits, as long as they, which are added to. Name: <c>logitsGradient</c>.</summary>
    LogitsGradient,

    /// <summary>What a noisy gate adds to its logits, as long as they. Name: <c>noise</c>.</summary>
    Noise,

    /// <summary>The noise is multiplied by the softplus of these, as long as the logits. Name: <c>noiseLogits</c>.</summary>
    NoiseLogits,

    /// <summary>What a gate selects by: the logits after cap, activation and noise, as long as they. Name: <c>preparedLogits</c>.</summary>
    PreparedLogits,

    /// <summary>The sum of each expert's probabilities over the rows. Name: <c>importance</c>.</summary>
    Importance,

    /// <summary>The router z-loss of the batch, one number. Name: <c>zLoss</c>.</summary>
    ZLoss,

    /// <summary>How many rows an expert serves at most. Name: <c>capacity</c>.</summary>
    Capacity,

    /// <summary>The entries of the selection in the order of their experts. Name: <c>slots</c>.</summary>
    Slots,

    /// <summary>Where each expert's entries begin in <see cref="Slots"/>, and where the last one's end. Name: <c>offsets</c>.</summary>
    Offsets,

    /// <summary>The rows that each expert has chosen, best first. Name: <c>selectedTokens</c>.</summary>
    SelectedTokens,
}
