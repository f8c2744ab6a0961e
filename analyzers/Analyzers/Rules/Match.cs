using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Rules;

/// <summary>Something a rule recognised.</summary>
/// <param name="Site">Where, with what is known there.</param>
/// <param name="Arguments">What the message says of it.</param>
internal record Match(Site Site, params object[] Arguments)
{
    /// <summary>What is underlined, and what a fix replaces or begins at.</summary>
    public SyntaxNode Syntax => Site.Operation.Syntax;
}

/// <summary>Exponentials over their sum, or the logarithm of their sum.</summary>
/// <param name="Site">The division or the logarithm.</param>
/// <param name="Exponential">One of the exponentials; its <see cref="ApplyTerm.Origin"/> is the call.</param>
/// <param name="Sum">Their sum; its <see cref="ReduceTerm.Origin"/> is the loop or call that sums.</param>
/// <param name="Arguments">What the message says of it.</param>
internal sealed record SoftmaxMatch(Site Site, ApplyTerm Exponential, ReduceTerm Sum, params object[] Arguments) : Match(Site, Arguments)
{
    /// <summary>The logits: the exponent, with a shift if there is one.</summary>
    public Term Logits => Exponential.Arguments[0];

    /// <summary>The parameter, local or field that holds the row of logits, if there is one.</summary>
    public ISymbol? Row => RowIn(Logits);

    /// <summary>Whether a maximum is subtracted already.</summary>
    public bool IsShifted => Shape.Any(Logits, static each => each is ReduceTerm { Kind: ReduceKind.Max } || (each is ApplyTerm apply && apply.Is(Functions.Max)));

    private static ISymbol? RowIn(Term term) => term switch
    {
        ElementTerm { Row: SymbolTerm row } => row.Symbol,
        ReduceTerm { Kind: not ReduceKind.Sum } => null,
        _ => term.Operands.Select(RowIn).FirstOrDefault(static each => each is not null),
    };
}
