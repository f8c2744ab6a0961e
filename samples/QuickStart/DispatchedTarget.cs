using FusedKernels.Generated;

namespace QuickStart;

/// <summary>The target that the generated dispatch takes on this machine: the same questions in the same order.</summary>
internal static class DispatchedTarget
{
    public static string Name =>
        QuickStart_Kernels_Softmax.Avx512.IsSupported ? "AVX-512"
        : QuickStart_Kernels_Softmax.Avx2.IsSupported ? "AVX2"
        : QuickStart_Kernels_Softmax.Neon.IsSupported ? "NEON"
        : "scalar";
}
