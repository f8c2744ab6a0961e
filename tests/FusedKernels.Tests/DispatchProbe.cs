extern alias Single;

using Single::FusedKernels.Tests.Kernels;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Calls kernels as a user does and does nothing else: run alone, what the runtime compiles tells which target the dispatch took.</summary>
public sealed class DispatchProbe
{
    [Fact]
    public void CallsTheKernels()
    {
        float[] logits = [.. Enumerable.Range(0, 100)];
        var results = new float[100];
        SoftmaxKernels.Row(logits, results);
        LogSoftmaxKernels.Batch(logits, results, 10);
        Assert.True(LogSumExpKernels.Row(logits) > 99);
    }
}
