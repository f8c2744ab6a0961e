namespace FusedKernels.Verification;

public enum KernelOperator
{
    Softmax,
    LogSoftmax,
    LogSumExp,
}
