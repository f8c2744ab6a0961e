using System.Collections.Immutable;
using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedKernels.Generator.Tests;

/// <summary>The generator over a compilation, with its steps on record.</summary>
internal sealed record GeneratorRun(GeneratorDriver Driver, Compilation Result)
{
    public GeneratorRunResult Own => Driver.GetRunResult().Results.Single();

    /// <summary>The specs that the parser made, in the order of the catalogue.</summary>
    public ImmutableArray<KernelSpec> Specs => [.. Outputs(TrackingNames.Specs).Select(output => (KernelSpec)output.Value)];

    public static GeneratorRun Start(Compilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new FusedKernelGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(driver, compilation).On(compilation);
    }

    public static GeneratorRun Start(string source) => Start(TestCompilation.Create(source));

    /// <summary>The same generator over the next state of the project.</summary>
    public GeneratorRun On(Compilation compilation)
    {
        GeneratorDriver next = Driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation result, out _);
        return new GeneratorRun(next, result);
    }

    /// <summary>What a step gave, with the reason why it ran or did not.</summary>
    public IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        Own.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? runs.SelectMany(run => run.Outputs).Where(output => output.Reason != IncrementalStepRunReason.Removed)
            : [];

    /// <summary>Why each generated source was made or kept.</summary>
    public IEnumerable<IncrementalStepRunReason> SourceReasons => Own.TrackedOutputSteps
        .SelectMany(step => step.Value)
        .SelectMany(run => run.Outputs)
        .Select(output => output.Reason);
}
