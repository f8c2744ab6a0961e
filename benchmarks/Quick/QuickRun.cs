using FusedKernels.Benchmarks.Accuracy;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;

namespace FusedKernels.Benchmarks.Quick;

/// <summary>Measures every operator on every shape: times, errors and what the memory alone costs.</summary>
internal static class QuickRun
{
    public static IEnumerable<CaseResult> Measure()
    {
        ProgressLine.Show("inputs and warm-up");
        Buffers buffers = new(Enum.GetValues<KernelFamily>().SelectMany(Shapes.Of).Max(shape => shape.Elements));
        WarmUp.Run(buffers);
        foreach (KernelFamily family in Enum.GetValues<KernelFamily>())
        {
            foreach (Shape shape in Shapes.Of(family))
            {
                ProgressLine.Show($"{CaseResult.Name(family)} {shape}");
                yield return Measure(new Workload(family, shape, buffers));
            }
        }
    }

    private static CaseResult Measure(Workload workload)
    {
        IReadOnlyList<Contender> contenders = ContenderCatalog.For(workload.Family);
        double[] errors = WorstErrors(workload, contenders);
        Contender[] timed = [.. contenders, .. ContenderCatalog.YardsticksFor(workload.Family)];
        double[][] samples = InterleavedTimer.Measure(workload, [.. timed.Select(contender => contender.For(workload.Shape))]);
        return new CaseResult(
            workload.Family,
            workload.Shape,
            [.. timed.Select((contender, i) => new ContenderResult(contender.Name, samples[i], i < errors.Length ? errors[i] : null))]);
    }

    private static double[] WorstErrors(Workload workload, IReadOnlyList<Contender> contenders)
    {
        workload.Reset();
        double[] reference = Reference.Compute(workload);
        double[] errors = new double[contenders.Count];
        for (int i = 0; i < errors.Length; i++)
        {
            workload.Reset();
            contenders[i].For(workload.Shape)(workload, 1);
            errors[i] = UlpError.Worst(workload.Family, workload.Output, reference);
        }

        return errors;
    }
}
