namespace FusedKernels.Benchmarks.Quick;

/// <summary>The whole comparison in less than two minutes, as one table.</summary>
internal static class QuickMode
{
    /// <returns>0, or 1 where a limit was to be checked and is missed or does not exist on this machine.</returns>
    public static int Run(bool csv, bool check)
    {
        CaseResult[] results = [.. QuickRun.Measure()];
        ProgressLine.Clear();
        if (csv)
        {
            QuickCsv.Write(Console.Out, results);
        }
        else
        {
            QuickTable.Write(results);
        }

        return check ? Check(results) : 0;
    }

    private static int Check(CaseResult[] results)
    {
        if (Limits.OfThisMachine.Count == 0)
        {
            Console.Error.WriteLine("Nothing was checked: there are no limits for a machine without 256-bit vectors.");
            return 1;
        }

        string[] missed = [.. Limits.Missed(results)];
        foreach (string limit in missed)
        {
            Console.Error.WriteLine($"Limit missed: {limit}.");
        }

        if (missed.Length == 0)
        {
            Console.Error.WriteLine("All limits are met.");
        }

        return missed.Length == 0 ? 0 : 1;
    }
}
