using System.Diagnostics;
using FusedKernels.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Benchmarks.BuildCost;

/// <summary>What a number of kernels costs inside the compiler, in milliseconds.</summary>
/// <param name="Generate">A first run of the generator over the compilation.</param>
/// <param name="Keystroke">Its next run, after an edit in a file without kernels.</param>
/// <param name="CompileKernels">Compiling the program with the generated files.</param>
/// <param name="CompileHandWritten">Compiling the program with hand-written bodies.</param>
/// <param name="Lines">Lines of generated text.</param>
internal sealed record GeneratorCost(double Generate, double Keystroke, double CompileKernels, double CompileHandWritten, int Lines)
{
    private const int Repeats = 5;

    public static GeneratorCost Measure(int kernels)
    {
        List<double> generate = [];
        List<double> keystroke = [];
        List<double> compileKernels = [];
        List<double> compileHandWritten = [];
        int lines = 0;

        // The first repeat pays for the JIT and is left out.
        for (int repeat = 0; repeat <= Repeats; repeat++)
        {
            CSharpCompilation annotated = SampleCompilation.Create(SampleSource.Annotated(kernels));
            GeneratorDriver driver = CSharpGeneratorDriver.Create([new FusedKernelGenerator().AsSourceGenerator()], parseOptions: SampleCompilation.ParseOptions);
            Compilation completed = annotated;
            double first = Milliseconds(() => driver = driver.RunGeneratorsAndUpdateCompilation(annotated, out completed, out _));
            double again = Milliseconds(() => driver = driver.RunGenerators(SampleCompilation.Edit(annotated, repeat + 1)));
            double withKernels = Milliseconds(() => Emit(completed));
            CSharpCompilation handWritten = SampleCompilation.Create(SampleSource.HandWritten(kernels));
            double byHand = Milliseconds(() => Emit(handWritten));
            if (repeat > 0)
            {
                generate.Add(first);
                keystroke.Add(again);
                compileKernels.Add(withKernels);
                compileHandWritten.Add(byHand);
            }

            lines = completed.SyntaxTrees.Except(annotated.SyntaxTrees).Sum(static tree => tree.GetText().Lines.Count);
        }

        return new(generate.Median(), keystroke.Median(), compileKernels.Median(), compileHandWritten.Median(), lines);
    }

    private static void Emit(Compilation compilation)
    {
        using MemoryStream assembly = new();
        if (compilation.Emit(assembly) is { Success: false } failed)
        {
            throw new InvalidOperationException($"The sample does not compile: {failed.Diagnostics.First(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        }
    }

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
