namespace FusedKernels.Generator.Model;

/// <summary>The properties that only a gate's attribute has, with its defaults.</summary>
internal sealed record GateOptions(
    int Experts = 0,
    int K = 1,
    GateScore Score = GateScore.Softmax,
    bool NormalizeThenSelect = false,
    bool Renormalize = false,
    int Groups = 0,
    int TopGroups = 0,
    GroupScore GroupScore = GroupScore.Max,
    double Scale = 1,
    GateActivation Activation = GateActivation.None,
    bool NoisyTopK = false,
    DropPolicy DropPolicy = DropPolicy.Position);

internal enum GateScore
{
    Softmax,
    Sigmoid,
    SqrtSoftplus,
}

internal enum DropPolicy
{
    Position,
    Probability,
}

internal enum GateActivation
{
    None,
    Sigmoid,
    Tanh,
    Gelu,
}

internal enum GroupScore
{
    Max,
    SumOfTop2,
    SumOfTopK,
}
