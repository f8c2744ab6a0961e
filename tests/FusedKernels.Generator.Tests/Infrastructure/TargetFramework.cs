using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Tests;

/// <summary>A framework that a user may compile for: its reference assemblies and the runtime assembly built for it.</summary>
public sealed record TargetFramework(string Name, IReadOnlyList<MetadataReference> References)
{
    public static TargetFramework Net80 { get; } = new(
        "net8.0", [.. Basic.Reference.Assemblies.Net80.References.All, File(Path.Combine(AppContext.BaseDirectory, "net8.0", "FusedKernels.dll"))]);

    public static TargetFramework Net100 { get; } = new(
        "net10.0",
        [.. Directory.EnumerateFiles(Repository.Net100References, "*.dll").Append(typeof(FusedSoftmaxAttribute).Assembly.Location).Append(typeof(System.Numerics.Tensors.TensorPrimitives).Assembly.Location).Select(File)]);

    public override string ToString() => Name;

    private static PortableExecutableReference File(string path) => MetadataReference.CreateFromFile(path);
}
