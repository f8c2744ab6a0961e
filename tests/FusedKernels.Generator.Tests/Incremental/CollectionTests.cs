using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Generator.Tests.Incremental;

/// <summary>Nothing that the generator keeps holds an old compilation.</summary>
public class CollectionTests
{
    private const string Source = "static partial class C { [FusedSoftmax] public static partial void M(Span<float> logits); }";

    [Fact]
    public void The_old_compilation_is_collected_while_the_driver_lives()
    {
        (GeneratorDriver driver, WeakReference old) = RunTwice();

        for (int attempt = 0; attempt < 10 && old.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive, "The generator's cache holds the compilation before the last.");
        Assert.NotEmpty(driver.GetRunResult().Results);
    }

    // In a frame of its own, so that no local of the test keeps the compilation alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference Old) RunTwice()
    {
        CSharpCompilation old = TestCompilation.Create(Source);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new FusedKernelGenerator()).RunGenerators(old);
        CSharpCompilation current = TestCompilation.Create("/* an edit */" + Source);
        return (driver.RunGenerators(current), new WeakReference(old));
    }
}
