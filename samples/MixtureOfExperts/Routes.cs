using FusedKernels.Routing;

namespace MixtureOfExperts;

/// <summary>Where the images of a batch go: two experts each, best first, and how much each of them counts.</summary>
internal sealed record Routes(float[] Logits, int[] Selected, float[] Weights)
{
    /// <summary>How often each expert was chosen.</summary>
    public int[] Load()
    {
        int[] load = new int[RouterKernels.Experts];
        ExpertStatistics.AddLoad(Selected, load);
        return load;
    }

    /// <summary>The entries that chose an expert, in the order of the images.</summary>
    public int[] EntriesOf(int expert) => [.. Enumerable.Range(0, Selected.Length).Where(entry => Selected[entry] == expert)];
}
