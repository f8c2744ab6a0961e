using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Environments;
using FusedKernels.Generated;

namespace FusedKernels.Benchmarks;

/// <summary>What one has to know of the machine to read the numbers.</summary>
internal static class BenchmarkEnvironment
{
    public static IEnumerable<string> Describe()
    {
        yield return $"CPU {HostEnvironmentInfo.GetCurrent().CpuInfo.Value?.ProcessorName ?? "unknown"}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, one thread used";
        yield return $"OS {RuntimeInformation.OSDescription}";
        yield return $"runtime {RuntimeInformation.FrameworkDescription}; System.Numerics.Tensors {TensorsVersion()}";
        yield return $"target {Target()}; accelerated: Vector512 {YesNo(Vector512.IsHardwareAccelerated)}, Vector256 {YesNo(Vector256.IsHardwareAccelerated)}, Vector128 {YesNo(Vector128.IsHardwareAccelerated)}";
    }

    /// <summary>The target that the kernels choose on this machine, by their own words and in their order.</summary>
    private static string Target() =>
        FusedKernels_Benchmarks_Kernels_Softmax.Avx512.IsSupported ? "AVX-512"
        : FusedKernels_Benchmarks_Kernels_Softmax.Avx2.IsSupported ? "AVX2"
        : FusedKernels_Benchmarks_Kernels_Softmax.Neon.IsSupported ? "NEON"
        : "scalar";

    private static string TensorsVersion() =>
        typeof(TensorPrimitives).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static string YesNo(bool value) => value ? "yes" : "no";
}
