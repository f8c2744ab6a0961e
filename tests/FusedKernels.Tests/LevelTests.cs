using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>The process runs at the level that it was started for: the runtime ignores switches that it does not know.</summary>
public sealed class LevelTests
{
    [Fact]
    public void TheRuntimeAcceleratesWhatTheLevelSays()
    {
        (bool, bool, bool) expected = Level.Name switch
        {
            "avx512" => (true, true, true),
            "avx2" => (false, true, true),
            "sse" or "arm64" => (false, false, true),
            "scalar" => (false, false, false),
            _ => throw new InvalidOperationException(Level.Name),
        };
        Assert.Equal(expected, (Vector512.IsHardwareAccelerated, Vector256.IsHardwareAccelerated, Vector128.IsHardwareAccelerated));
        Assert.Equal(Level.Name == "arm64", Level.Name != "scalar" && RuntimeInformation.ProcessArchitecture == Architecture.Arm64);
    }

    /// <summary>Without a level, this is a run on all that the machine has: nothing may be switched off.</summary>
    [Fact]
    public void WithoutALevelNothingIsSwitchedOff()
    {
        string[] switches = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("DOTNET_Enable", StringComparison.Ordinal))];
        bool asked = Environment.GetEnvironmentVariable(Level.Variable) is not null;
        Assert.True(asked || !switches.Intersect(["DOTNET_EnableAVX512", "DOTNET_EnableAVX512F", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic"]).Any());
    }

    [Fact]
    public void EveryKernelSupportsTheLevelsTargets()
    {
        string[] expected = Level.Name switch
        {
            "avx512" => ["Avx512", "Avx2", "Scalar"],
            "avx2" => ["Avx2", "Scalar"],
            "arm64" => ["Neon", "Scalar"],
            _ => ["Scalar"],
        };
        Assert.All(Kernels.Single.Concat(Kernels.Double), kernel => Assert.Equal(expected, kernel.SupportedTargets));
    }
}
