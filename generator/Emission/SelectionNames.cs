using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The names and types that the parts of an emitted kernel that selects share.</summary>
internal sealed class SelectionNames(SelectionPlan plan) : LanesNames(plan.Spec, plan.Temperature, plan.Count)
{
    /// <summary>The logits of rows in lanes, then what the columns are selected by where groups are chosen first: columns × width. A single row's logits stay where they are.</summary>
    public const string Lanes = "lanes";

    /// <summary>What the groups are chosen by, then the least key that so many of each reach as make a selection: 2 × groups × width.</summary>
    public const string Scores = "scores";

    /// <summary>Which columns of a row can be selected, a bit for each, then how many can: (columns / bits of an element + 1) × width.</summary>
    public const string Marks = "marks";

    /// <summary>The columns of the keys that are left, as integers by their bits: columns × width.</summary>
    public const string Numbers = "numbers";

    /// <summary>The selected columns of rows in lanes, by their bits where they are ints: count × width.</summary>
    public const string Indices = "indices";

    /// <summary>The target's method that prepares logits.</summary>
    public const string Prepare = "Prepare";

    /// <summary>The logits once they are prepared: rows × columns.</summary>
    public const string Prepared = "prepared";

    /// <summary>What <see cref="Prepare"/> reads.</summary>
    public IEnumerable<Role> PreparationInputs => new[] { Role.Logits, Role.Noise, Role.NoiseLogits }.Where(Spec.Has);

    /// <summary>What <see cref="Prepare"/> takes: rows that are read, where the result goes, and the number of elements.</summary>
    public IEnumerable<(string Type, string Name)> PreparationParameters =>
        [.. PreparationInputs.Select(role => ($"ref {T}", role.ToName())), ($"ref {T}", Prepared), ("nuint", "count")];

    /// <summary>What is kept of each column for its probability: columns × width.</summary>
    public const string Shares = "shares";

    /// <summary>The methods that tell something of all experts.</summary>
    public IEnumerable<StatisticsMethod> Statistics
    {
        get
        {
            bool importance = Spec.Has(Role.Importance);
            bool ofScores = importance && Spec.Options.Gate.Score != GateScore.Softmax;
            if (Spec.Has(Role.LogSumExp) || (importance && !ofScores))
            {
                yield return StatisticsOf("Statistics", ofScores: false, Spec.Has(Role.LogSumExp), importance && !ofScores);
            }

            if (ofScores)
            {
                yield return StatisticsOf("ScoreStatistics", ofScores: true, hasLogSumExp: false, hasShares: true);
            }
        }
    }

    private StatisticsMethod StatisticsOf(string name, bool ofScores, bool hasLogSumExp, bool hasShares)
    {
        List<(string Type, string Name)> parameters = [($"ref {T}", Role.Logits.ToName())];
        if (Columns is null)
        {
            parameters.Add(("nuint", "columns"));
        }

        parameters.Add(($"ref {T}", Lanes));
        if (hasShares)
        {
            parameters.Add(($"ref {T}", Shares));
            parameters.Add(("ref double", Role.Importance.ToName()));
        }

        if (hasLogSumExp)
        {
            parameters.Add(($"ref {T}", Role.LogSumExp.ToName()));
        }

        if (RuntimeTemperature)
        {
            parameters.Add(($"in {TemperatureType}", "temperature"));
        }

        return new StatisticsMethod(name, ofScores, hasLogSumExp, hasShares, parameters);
    }

    /// <summary>True where the keys are kept between the choice of groups and that of columns.</summary>
    public bool KeepsKeys => plan.Groups is not null && !plan.KeyIsRow;

    /// <summary>The memory between passes: name and columns.</summary>
    public IEnumerable<(string Name, string Columns)> Scratch
    {
        get
        {
            yield return (Lanes, "columns");
            if (plan.Groups is { } groups)
            {
                yield return (Scores, Number(2 * groups.Count));
                yield return (Marks, $"((int)columns / {Number(8 * Element.Bytes)} + 1)");
                yield return (Numbers, "columns");
            }

            yield return (Indices, Count);
            yield return (Entries, Count);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Type, string Name)> Parameters
    {
        get
        {
            yield return ($"ref {T}", Role.Logits.ToName());
            if (Spec.Has(Role.SelectionBias))
            {
                yield return ($"ref {T}", Role.SelectionBias.ToName());
            }

            if (Columns is null)
            {
                yield return ("nuint", "columns");
            }

            foreach ((string name, _) in Scratch)
            {
                yield return ($"ref {T}", name);
            }

            yield return ("ref int", Role.Selected.ToName());
            yield return ($"ref {T}", Role.Weights.ToName());
            if (RuntimeTemperature)
            {
                yield return ($"in {TemperatureType}", "temperature");
            }
        }
    }
}
