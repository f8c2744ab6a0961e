using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Planning;

/// <summary>About how long one thread takes, in nanoseconds; decides when threads are worth their overhead, and no bit of a result.</summary>
/// <param name="Element">For an element.</param>
/// <param name="Row">For a row, whatever its length.</param>
internal sealed record RowCost(double Element, double Row)
{
    /// <summary>As measured with AVX-512, for any operator: other targets take longer, so that threads come late there but never too early.</summary>
    public static RowCost Of(KernelPlan plan) => new(
        plan.Spec.Element == ElementType.Single ? 0.3 : 1,
        plan.StraightLine || plan.Spec.Has(Role.Inner) ? 10 : plan.ShortRowsInLanes ? 13 : 40);

    /// <summary>Of a kernel whose rows lie in lanes: a register of rows for each column, and for each of <paramref name="count"/> entries.</summary>
    public static RowCost InLanes(ElementType element, int count) => element == ElementType.Single ? new(0.2, count) : new(0.5, 2 * count);
}
