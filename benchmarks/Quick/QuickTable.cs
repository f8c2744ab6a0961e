using System.Globalization;
using FusedKernels.Benchmarks.Contenders;
using FusedKernels.Benchmarks.Workloads;
using Spectre.Console;

namespace FusedKernels.Benchmarks.Quick;

/// <summary>The results as one table for people.</summary>
internal static class QuickTable
{
    private const string Absent = "–";

    private static readonly string[] s_baselines =
        [ContenderNames.TensorSoftMax, ContenderNames.TensorComposition, ContenderNames.PlainLoop, ContenderNames.OurSoftmax];

    private const string Legend = """
        ns      median nanoseconds per element of interleaved repeats
        ulp     worst error in units in the last place of the correctly rounded value (log-softmax, log-sum-exp: of max(|value|, 1))
        ratio   our time as a part of theirs, median of the rounds
        noise   median time as a multiple of the minimum, of the contender that the machine disturbed most
        shape   columns of one row; rows×columns, const where ours knows the columns at compile time, /k where k of them are selected; (outer, columns, inner);
                in place: every contender overwrites its logits, which are put back between the timed calls
        TP      TensorPrimitives: SoftMax, which does not subtract the maximum, and the best composition of calls that does
        FusedKernels softmax: of all of a gate's rows, with the columns known at compile time
        read, copy: what the memory alone costs. Inputs N(0, 1)·4. On (outer, columns, inner) SoftMax and the plain loop gather each
        row, the composition works on whole planes.
        """;

    public static void Write(IReadOnlyList<CaseResult> results) => ReportTable.Write(BenchmarkEnvironment.Describe(), Create(results), Legend);

    private static Table Create(IReadOnlyList<CaseResult> results)
    {
        string[] contenders = [.. Enum.GetValues<KernelFamily>().SelectMany(ContenderCatalog.For).Select(contender => contender.Name).Distinct(StringComparer.Ordinal)];
        Table table = ReportTable.Create(ReportTable.Column("operator").LeftAligned(), ReportTable.Column("shape").LeftAligned());
        foreach (string contender in contenders)
        {
            table.AddColumns(ReportTable.Column($"{Header(contender)}\nns").PadLeft(1), ReportTable.Column("ulp"));
        }

        table.AddColumns([.. s_baselines.Select(baseline => ReportTable.Column($"ratio to\n{Header(baseline)}"))]);
        table.AddColumns([.. MemoryYardsticks.All.Select(yardstick => ReportTable.Column($"{yardstick.Name}\nns"))]);
        table.AddColumn(ReportTable.Column("noise"));
        foreach (CaseResult result in results)
        {
            table.AddRow([.. Cells(result, contenders).Select(Markup.Escape)]);
        }

        return table;
    }

    /// <summary>Short enough for a column; the legend explains it.</summary>
    private static string Header(string contender) => contender.Replace("TensorPrimitives", "TP", StringComparison.Ordinal).Replace(' ', '\n');

    private static IEnumerable<string> Cells(CaseResult result, string[] contenders)
    {
        yield return CaseResult.Name(result.Family);
        yield return result.Shape.ToString();
        foreach (string contender in contenders)
        {
            ContenderResult? found = result.Find(contender);
            yield return Time(found);
            yield return Error(found?.WorstUlp);
        }

        foreach (string baseline in s_baselines)
        {
            yield return Ratio(result.RatioTo(baseline));
        }

        foreach (Contender yardstick in MemoryYardsticks.All)
        {
            yield return Time(result.Find(yardstick.Name));
        }

        yield return Ratio(result.Noise);
    }

    private static string Time(ContenderResult? result) => result?.Median.ToString("0.000", CultureInfo.InvariantCulture) ?? Absent;

    private static string Ratio(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? Absent;

    private static string Error(double? ulp) => ulp switch
    {
        null => Absent,
        double.PositiveInfinity => "NaN/∞",
        < 10 and { } few => few.ToString("0.#", CultureInfo.InvariantCulture),
        { } many => many.ToString("N0", CultureInfo.InvariantCulture),
    };
}
