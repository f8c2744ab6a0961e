using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

internal enum SiteKind
{
    /// <summary>A multiplication or division.</summary>
    Product,

    /// <summary>A sum of which both sides have exponentials.</summary>
    Sum,

    Difference,

    Logarithm,

    /// <summary>A logarithm of one plus its operand.</summary>
    LogarithmPlusOne,

    /// <summary>A call of the library's softmax.</summary>
    Softmax,

    /// <summary>Something is added to a variable in a loop.</summary>
    Accumulation,

    /// <summary>A value that depends on whether two indices are equal.</summary>
    Diagonal,

    /// <summary>The first few of a sorted row are taken.</summary>
    SortedPrefix,
}

/// <summary>An operation that a rule may have an opinion on, with what is known where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Operation">The operation itself.</param>
/// <param name="Value">Its result.</param>
/// <param name="Left">Its first operand, or its only one.</param>
/// <param name="Right">Its second operand; zero if there is none.</param>
/// <param name="Facts">What the branches that lead there say.</param>
internal sealed record Site(SiteKind Kind, IOperation Operation, Term Value, Term Left, Term Right, Facts? Facts)
{
    /// <summary>What it is in each call of the private method that it stands in; empty if not all calls are known.</summary>
    public Func<Site, CancellationToken, IReadOnlyList<Site>> AsCalled { get; init; } = static (_, _) => [];
}
