namespace FusedKernels;

/// <summary>What a group of experts is worth when groups are selected before experts.</summary>
public enum GroupScore
{
    /// <summary>The largest selection score of the group.</summary>
    Max,

    /// <summary>The sum of its two largest selection scores (DeepSeek-V3).</summary>
    SumOfTop2,

    /// <summary>The sum of its K / TopGroups largest selection scores.</summary>
    SumOfTopK,
}
