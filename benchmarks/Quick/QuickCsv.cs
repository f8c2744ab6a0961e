using System.Globalization;

namespace FusedKernels.Benchmarks.Quick;

/// <summary>The results for programs: a line for each case and contender.</summary>
internal static class QuickCsv
{
    public static void Write(TextWriter writer, IReadOnlyList<CaseResult> results)
    {
        foreach (string line in BenchmarkEnvironment.Describe())
        {
            writer.WriteLine($"# {line}");
        }

        writer.WriteLine("operator,outer,columns,inner,constant_length,selected,in_place,contender,median_ns_per_element,min_ns_per_element,worst_ulp,our_ratio");
        foreach (CaseResult result in results)
        {
            foreach (ContenderResult contender in result.Results)
            {
                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{CaseResult.Name(result.Family)},{result.Shape.Outer},{result.Shape.Columns},{result.Shape.Inner},{result.Shape.ConstantLength},{result.Shape.Selected},{result.Shape.InPlace},{contender.Contender},{contender.Median:0.####},{contender.Minimum:0.####},{contender.WorstUlp:0.##},{result.RatioTo(contender.Contender):0.####}"));
            }
        }
    }
}
