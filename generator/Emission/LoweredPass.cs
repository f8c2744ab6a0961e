using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>A pass as the statements for one register of a target.</summary>
/// <param name="Pass">The pass.</param>
/// <param name="Body">The statements.</param>
/// <param name="Reduced">The register that is reduced, or null.</param>
/// <param name="Stored">The register that is stored, or null.</param>
internal sealed record LoweredPass(Pass Pass, PassBody Body, string? Reduced, string? Stored)
{
    public static LoweredPass Create(Pass pass, KernelPlan plan, EmittedNames names, Target target, Func<string, string> rowScalar, bool sideBySide = false, Shifting shifting = Shifting.Always)
    {
        PassBody body = new(target, names.Element, rowScalar, sideBySide, shifting);

        // A maximum only chooses the reference: the sum's rounding error does not matter to it, nor does the shift exist yet.
        bool max = pass.Reduction?.Operation == Operation.Max;
        RowLowering rows = new(body, plan, names.Temperature, exact: !max && plan.Exponentials is not null);
        string? reduced = max && plan.Exponentials is not null ? rows.LowerUnshifted((Row)pass.Reduction!.Operands[0]) : pass.Reduction is { } reduction ? rows.Lower((Row)reduction.Operands[0]) : null;
        if (reduced is not null && plan.Exponentials is null)
        {
            // What a map makes of the columns beyond the row's end must not count.
            string value = reduced;
            reduced = body.Let("inside", value, target.KeepTail(value, "@", "$", names.Element.Literal(max ? double.NegativeInfinity : 0)));
        }

        return new LoweredPass(pass, body, reduced, pass.Store is { } store ? rows.Lower(store) : null);
    }
}
