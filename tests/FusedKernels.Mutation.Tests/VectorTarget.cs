using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace FusedKernels.Mutation.Tests;

/// <summary>The best target of this machine.</summary>
internal static class VectorTarget
{
    public static string Name =>
        Vector512.IsHardwareAccelerated ? "Avx512"
        : Vector256.IsHardwareAccelerated ? "Avx2"
        : AdvSimd.Arm64.IsSupported ? "Neon"
        : throw new InvalidOperationException("This machine has no vector target to break.");
}
