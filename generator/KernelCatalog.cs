using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator;

/// <summary>Every kernel that exists: one line each. The generator, the analyzers, the tests and the docs follow this list.</summary>
internal static class KernelCatalog
{
    public static readonly KernelDefinition[] All =
    [
        new("Softmax", "softmax", Role.Probabilities, SoftmaxOperator.Define),
        new("LogSoftmax", "log-softmax", Role.LogProbabilities, LogSoftmaxOperator.Define),
        new("LogSumExp", "log-sum-exp", Role.Results, LogSumExpOperator.Define),
    ];

    public static KernelDefinition Find(string name) => All.Single(kernel => kernel.Name == name);
}
