namespace FusedKernels.Analyzers.Values;

/// <summary>A term as a formula, for the debugger and for tests that fail.</summary>
internal static class TermText
{
    public static string Of(Term term) => term switch
    {
        Constant constant => FormattableString.Invariant($"{constant.Value}"),
        SymbolTerm symbol => symbol.Symbol.Name,
        LoopTerm { IsIndex: true } loop => FormattableString.Invariant($"{loop.Symbol?.Name ?? "i"}'{loop.Round}"),
        LoopTerm loop => FormattableString.Invariant($"{loop.Symbol?.Name ?? "?"}~{loop.Round}"),
        FunctionTerm function => function.Method.Name + "(…)",
        ElementTerm element => $"{element.Row}[{element.Index}]",
        MemberTerm member => $"{member.Instance}.{member.Name}",
        ApplyTerm apply => $"{apply.Function}({string.Join(", ", apply.Arguments.Select(Of))})",
        ReduceTerm reduce => $"{reduce.Kind}{{{reduce.Body}}}",
        ChoiceTerm choice => $"({string.Join(" | ", choice.Options.Select(Of))})",
        BoundedTerm bounded => $"[{bounded.Inner}]",
        Polynomial polynomial => $"({string.Join(" + ", polynomial.Monomials.Select(Of))})",
        _ => FormattableString.Invariant($"#{term.GetHashCode()}"),
    };

    private static string Of(Monomial monomial) =>
        string.Join("·", new[] { FormattableString.Invariant($"{monomial.Coefficient}") }.Concat(monomial.Factors.Select(static each => FormattableString.Invariant($"{each.Base}^{each.Power}"))));
}
