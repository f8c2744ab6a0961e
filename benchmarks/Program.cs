using System.CommandLine;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using FusedKernels.Benchmarks.BuildCost;
using FusedKernels.Benchmarks.Quick;

Option<bool> quick = new("--quick") { Description = "Print the whole comparison as one table, in less than two minutes." };
Option<bool> csv = new("--csv") { Description = "With --quick: write CSV instead of the table." };
Option<bool> check = new("--check") { Description = "With --quick: name the limits that are missed and exit with 1." };
Option<bool> buildCost = new("--build-cost") { Description = "Print what 1 and 100 kernels add to a build." };
RootCommand root = new("Benchmarks of the kernels. Other arguments go to BenchmarkDotNet, such as --filter '*Softmax*' or --list flat.")
{
    quick,
    csv,
    check,
    buildCost,
};
root.TreatUnmatchedTokensAsErrors = false;
root.Validators.Add(arguments =>
{
    if (!arguments.GetValue(quick) && (arguments.GetValue(csv) || arguments.GetValue(check)))
    {
        arguments.AddError("--csv and --check need --quick.");
    }
});
root.SetAction(arguments =>
{
    if (arguments.GetValue(quick))
    {
        return QuickMode.Run(arguments.GetValue(csv), arguments.GetValue(check));
    }

    if (arguments.GetValue(buildCost))
    {
        BuildCostMode.Run();
        return 0;
    }

    IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. arguments.UnmatchedTokens]);
    return summaries.SelectMany(summary => summary.Reports).All(report => report.Success) ? 0 : 1;
});
return root.Parse(args).Invoke();
