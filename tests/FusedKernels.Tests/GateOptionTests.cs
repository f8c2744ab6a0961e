extern alias Double;

using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>The gates under test have every two options together, and every number of selected experts from 1 to 16.</summary>
public sealed class GateOptionTests
{
    private static readonly IReadOnlyList<GateKernel> Gates = GateKernel.Of(typeof(Double::FusedKernels.Tests.Kernels.GateKernels).Assembly);

    /// <summary>What a gate can have, and what it has.</summary>
    private static readonly (string Name, string[] Levels, Func<GateKernel, string> Of)[] Options =
    [
        ("Score", Enum.GetNames<GateScore>(), static gate => gate.Options.Score.ToString()),
        Flag("NormalizeThenSelect", static gate => gate.Options.NormalizeThenSelect),
        Flag("Renormalize", static gate => gate.Options.Renormalize),
        ("Groups", [.. Enum.GetNames<GroupScore>(), "none"], static gate => gate.Options.Groups > gate.Options.TopGroups ? gate.Options.GroupScore.ToString() : "none"),
        Flag("Scale", static gate => gate.Options.Scale != 1),
        ("Temperature", ["1", "constant", "parameter"], static gate => gate.Takes("temperature") ? "parameter" : gate.Options.Temperature == 1 ? "1" : "constant"),
        Flag("SoftCap", static gate => gate.Options.SoftCap > 0),
        ("Activation", Enum.GetNames<GateActivation>(), static gate => gate.Options.Activation.ToString()),
        ("NoisyTopK", ["none", "noise", "noiseLogits"], static gate => gate.Takes("noiseLogits") ? "noiseLogits" : gate.Options.NoisyTopK ? "noise" : "none"),
        Flag("Experts", static gate => gate.Options.Experts > 0),
        Flag("Parallel", static gate => gate.Options.Parallel),
        ("capacity", [.. Enum.GetNames<DropPolicy>(), "none"], static gate => gate.Takes("capacity") ? gate.Options.DropPolicy.ToString() : "none"),
        ("logSumExp", ["none", "alone", "zLoss"], static gate => gate.Takes("zLoss") ? "zLoss" : gate.Takes("logSumExp") ? "alone" : "none"),
        .. new[] { "selectionBias", "active", "load", "denseWeights", "importance", "slots", "expertStart" }.Select(parameter => Flag(parameter, gate => gate.Takes(parameter))),
    ];

    [Fact]
    public void EveryTwoOptionsMeet()
    {
        HashSet<string> met = [.. from gate in Gates from left in Options from right in Options select Pair(left.Name, left.Of(gate), right.Name, right.Of(gate))];
        string[] missing =
        [
            .. from left in Options
               from right in Options
               where string.CompareOrdinal(left.Name, right.Name) < 0
               from one in left.Levels
               from other in right.Levels
               let pair = Pair(left.Name, one, right.Name, other)
               where !met.Contains(pair) && !Excluded.Contains(pair)
               select pair,
        ];

        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Fact]
    public void EveryNumberOfSelectedExpertsIsThere() => Assert.Empty(Enumerable.Range(1, 16).Except(Gates.Select(gate => gate.Options.K)));

    /// <summary>What the rules refuse: shares of all experts are those of a softmax, and entries are compared in the slots.</summary>
    private static readonly string[] Excluded =
    [
        Pair("NormalizeThenSelect", "true", "Score", nameof(GateScore.Sigmoid)),
        Pair("NormalizeThenSelect", "true", "Score", nameof(GateScore.SqrtSoftplus)),
        Pair("capacity", nameof(DropPolicy.Probability), "slots", "false"),
    ];

    private static (string Name, string[] Levels, Func<GateKernel, string> Of) Flag(string name, Func<GateKernel, bool> of) => (name, ["false", "true"], gate => of(gate) ? "true" : "false");

    private static string Pair(string left, string one, string right, string other) => $"{left} = {one}, {right} = {other}";
}
