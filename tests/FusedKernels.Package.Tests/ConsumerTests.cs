using Xunit;

namespace FusedKernels.Package.Tests;

/// <summary>A project that has nothing but the package: it builds without a warning, and its kernels are right.</summary>
public sealed class ConsumerTests(PackedPackage package)
{
    [Theory]
    [InlineData("net8.0", false)]
    [InlineData("net8.0", true)]
    [InlineData("net10.0", false)]
    [InlineData("net10.0", true)]
    public void BuildsAndRuns(string framework, bool allowUnsafeBlocks)
    {
        UserProject project = new(package, "Consumer", $"{framework}-{(allowUnsafeBlocks ? "unsafe" : "safe")}");
        project.Build("-p:ConsumerFramework=" + framework, "-p:AllowUnsafeBlocks=" + allowUnsafeBlocks);
        string output = project.Run(Path.Combine("bin", "Release", framework, "Consumer.dll"));
        Assert.Equal(
            """
            softmax 0.0900 0.2447 0.6652
            batch 0.5000 0.5000 0.1192 0.8808
            log-softmax -2.4076 -1.4076 -0.4076
            log-sum-exp 3.4076
            constant length 0.0321 0.0871 0.2369 0.6439
            """,
            output);
    }
}
