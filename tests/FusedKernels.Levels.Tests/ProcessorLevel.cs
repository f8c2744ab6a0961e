using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedKernels.Levels.Tests;

/// <summary>What a run of the suite may use of the processor.</summary>
/// <param name="Name">What the suite asserts to find.</param>
/// <param name="Target">The target that the dispatch takes there.</param>
/// <param name="Switches">The runtime's switches.</param>
internal sealed record ProcessorLevel(string Name, string Target, params string[] Switches)
{
    /// <summary>.NET 8 and 9 call AVX-512's switch EnableAVX512F, .NET 10 EnableAVX512; each ignores the other's name.</summary>
    public static readonly ProcessorLevel[] All =
    [
        new("avx512", "Avx512"),
        new("avx2", "Avx2", "DOTNET_EnableAVX512=0", "DOTNET_EnableAVX512F=0"),
        new("sse", "Scalar", "DOTNET_EnableAVX2=0"),
        new("scalar", "Scalar", "DOTNET_EnableHWIntrinsic=0"),
        new("arm64", "Neon"),
    ];

    public bool IsArm64 => Name == "arm64";

    /// <summary>Arm64 code on another processor needs the emulator.</summary>
    public bool IsEmulated => IsArm64 && RuntimeInformation.ProcessArchitecture != Architecture.Arm64;

    /// <summary>Why this machine cannot run the level; null where it can.</summary>
    public string? Obstacle =>
        IsEmulated ? Emulator.Obstacle
        : IsArm64 ? null
        : RuntimeInformation.ProcessArchitecture != Architecture.X64 ? "this level is of x64 processors"
        : Name == "avx512" && !Vector512.IsHardwareAccelerated ? "this processor has no AVX-512 that the runtime accelerates"
        : Name == "avx2" && !Vector256.IsHardwareAccelerated ? "this processor has no AVX2"
        : null;
}
