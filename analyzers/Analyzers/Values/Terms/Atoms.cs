using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>A local, parameter or field whose value is not known otherwise; it stands for that value at the start of the body.</summary>
internal sealed class SymbolTerm(ISymbol symbol) : Term(StableHash.Of(symbol), 1)
{
    public ISymbol Symbol { get; } = symbol;

    protected override bool IsSame(Term other) => SymbolEqualityComparer.Default.Equals(Symbol, ((SymbolTerm)other).Symbol);
}

/// <summary>What differs from one round of a loop, or one call of a lambda, to the next.</summary>
/// <param name="symbol">The variable.</param>
/// <param name="round">Tells loops apart that share a variable.</param>
/// <param name="isIndex">Whether it only says which element is meant: loops over the same row then speak of the same thing.</param>
internal sealed class LoopTerm(ISymbol? symbol, int round, bool isIndex) : Term(round, 1)
{
    public ISymbol? Symbol { get; } = symbol;

    public bool IsIndex { get; } = isIndex;

    public int Round { get; } = round;

    protected override bool IsSame(Term other) =>
        Round == ((LoopTerm)other).Round && SymbolEqualityComparer.Default.Equals(Symbol, ((LoopTerm)other).Symbol);
}

/// <summary>Something made in the body: an array, a list, the result of a query. What is in it is in the <see cref="State"/>.</summary>
/// <param name="id">Tells it apart from all others.</param>
/// <param name="isObject">Whether it is one thing with members rather than a row.</param>
internal sealed class AllocationTerm(int id, bool isObject = false) : Term(id, 1)
{
    public bool IsObject { get; } = isObject;

    /// <summary>Its type, if the compiler knows that.</summary>
    public ITypeSymbol? Type { get; init; }

    /// <summary>What its type is called.</summary>
    public string TypeName { get; init; } = "";

    private int Id { get; } = id;

    protected override bool IsSame(Term other) => Id == ((AllocationTerm)other).Id;
}

/// <summary>A lambda, local function or method as a value.</summary>
internal sealed class FunctionTerm(IMethodSymbol method, IOperation? body, SyntaxNode origin) : Term(StableHash.Of(method), 1)
{
    public IMethodSymbol Method { get; } = method;

    /// <summary>Where it is named; no part of what it is.</summary>
    public SyntaxNode Origin { get; } = origin;

    /// <summary>The lambda, where there is one.</summary>
    public IOperation? Body { get; } = body;

    protected override bool IsSame(Term other) => SymbolEqualityComparer.Default.Equals(Method, ((FunctionTerm)other).Method);
}
