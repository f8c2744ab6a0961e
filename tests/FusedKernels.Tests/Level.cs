using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedKernels.Tests;

/// <summary>What the process may use of the processor. Set from outside before it starts; a test asserts that it came through.</summary>
internal static class Level
{
    public const string Variable = "FUSEDKERNELS_LEVEL";

    /// <summary>What the runner asked for, or what the machine has.</summary>
    public static string Name { get; } = Environment.GetEnvironmentVariable(Variable) ?? Actual;

    /// <summary>What the runtime accelerates.</summary>
    public static string Actual =>
        !Vector128.IsHardwareAccelerated ? "scalar"
        : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64"
        : Vector512.IsHardwareAccelerated ? "avx512"
        : Vector256.IsHardwareAccelerated ? "avx2"
        : "sse";

    /// <summary>The target that the dispatch takes at each level.</summary>
    public static string Target => Name switch
    {
        "avx512" => "Avx512",
        "avx2" => "Avx2",
        "arm64" => "Neon",
        "sse" or "scalar" => "Scalar",
        _ => throw new InvalidOperationException($"{Variable} is '{Name}': no such level."),
    };
}
