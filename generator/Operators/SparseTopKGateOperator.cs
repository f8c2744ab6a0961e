using FusedKernels.Generator.Model;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Operators;

/// <summary>
/// The K columns with the largest s + b and their weights s, with s a softmax, σ or √softplus of the logits: shares of the selected, of all, or as they are.
/// A column of a group that is not kept, or whose logit is −∞ or NaN, has the selection score −∞ (Mixtral; DeepSeek-V3, arXiv 2412.19437).
/// The logits are those that <see cref="GatePreparation"/> leaves.
/// </summary>
internal static class SparseTopKGateOperator
{
    /// <summary>What keeps the selected scores' sum from 0 where they are divided by it.</summary>
    private const double Guard = 1e-20;

    public static RowProgram Define(KernelSpec spec)
    {
        GateOptions gate = spec.Options.Gate;
        Row logits = Logits.Define(spec);
        bool shares = gate is { Score: GateScore.Softmax, NormalizeThenSelect: true };
        Row scores = gate.Score switch
        {
            GateScore.Softmax when shares => Exp(logits - Max(logits)) / Sum(Exp(logits - Max(logits))),
            GateScore.Softmax => logits,
            GateScore.Sigmoid => Sigmoid(logits),
            _ => Sqrt(Softplus(logits)),
        };

        Row selected = TopK(Keys(spec, logits, scores), gate.K);
        Row chosen = Gather(scores, selected);
        Row weights = gate.Score == GateScore.Softmax && !shares ? Exp(chosen - Max(chosen)) / Sum(Exp(chosen - Max(chosen)))
            : gate.Renormalize ? chosen / (Sum(chosen) + Guard)
            : chosen;
        weights = gate.Scale == 1 ? weights : weights * gate.Scale;
        return new RowProgram(weights, 0) { Selection = new SelectionOutputs(selected, weights, GatePreparation.Define(spec)) };
    }

    /// <summary>What selects: the logits wherever their order is that of the scores, since they do not round to the same number.</summary>
    private static Row Keys(KernelSpec spec, Row logits, Row scores)
    {
        GateOptions gate = spec.Options.Gate;
        bool grouped = gate.Groups > 1 && gate.TopGroups < gate.Groups;
        bool ordered = !spec.Has(Role.SelectionBias) && !(grouped && gate.GroupScore != GroupScore.Max);
        Row keys = ordered ? Input(Role.Logits)
            : WherePresent(Input(Role.Logits), spec.Has(Role.SelectionBias) ? scores + Input(Role.SelectionBias) : scores);
        int summed = gate.GroupScore switch
        {
            GroupScore.SumOfTop2 => 2,
            GroupScore.SumOfTopK => gate.K / gate.TopGroups,
            _ => 1,
        };
        return grouped ? KeepGroups(keys, gate.Groups, gate.TopGroups, summed) : keys;
    }
}
