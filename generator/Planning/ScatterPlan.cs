using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Planning;

/// <summary>
/// How a kernel adds to the selected columns of its rows: rows lie in the lanes, a register for each entry, all of a group's registers at once; what
/// comes out is added column by column.
/// </summary>
/// <param name="Spec">What was asked for.</param>
/// <param name="Kernel">The catalogue's line.</param>
/// <param name="Temperature">T.</param>
/// <param name="Count">Entries of each row.</param>
/// <param name="Entries">What is added, a value for each entry.</param>
/// <param name="Everywhere">What is added in all columns: shares of the row, times a sum over its entries; null for nothing.</param>
internal sealed record ScatterPlan(KernelSpec Spec, KernelDefinition Kernel, Temperature Temperature, int Count, Row Entries, Row? Everywhere)
{
    /// <summary>The sums over a row's entries, in the order in which they are needed.</summary>
    public IReadOnlyList<Scalar> Sums { get; } = [.. Entries.Nodes.Concat(FactorOf(Everywhere)).OfType<Scalar>().Where(static node => node.Operation == Operation.Sum).Distinct()];

    /// <summary>The rows with a value for each entry that the caller passes.</summary>
    public IReadOnlyList<Role> Inputs { get; } = [.. Entries.Nodes.Where(static node => node is { Operation: Operation.Input, Role: not (Role.Logits or Role.Selected) }).Select(static node => node.Role!.Value).Distinct()];

    /// <summary>The sum over a row's entries whose opposite the shares of <see cref="Everywhere"/> are multiplied by.</summary>
    public Scalar? Factor => FactorOf(Everywhere).FirstOrDefault();

    /// <summary>True where the values depend on the selected columns' logits.</summary>
    public bool Gathers { get; } = Entries.Uses(Operation.Gather);

    private static IEnumerable<Scalar> FactorOf(Row? everywhere) =>
        (everywhere?.Nodes ?? []).OfType<Scalar>().Where(static node => node.Operation == Operation.Sum && !node.Uses(Operation.Exp)).Take(1);

    public static ScatterPlan Plan(KernelSpec spec)
    {
        KernelDefinition kernel = KernelCatalog.Find(spec.Kernel);
        RowProgram program = kernel.Define(spec);
        Row entries = program.Scatter ?? throw new NotSupportedException($"'{kernel.Name}' adds nothing.");
        double? temperature = spec.Has(Role.Temperature) ? null : spec.Options.Temperature;
        return new ScatterPlan(spec, kernel, new Temperature(temperature), spec.Options.Gate.K, entries, program.Everywhere);
    }
}
