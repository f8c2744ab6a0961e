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
}
