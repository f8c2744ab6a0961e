using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>What a local is, in a computation over one row.</summary>
internal enum RowFact
{
    /// <summary>A number, before a loop makes more of it.</summary>
    Start,

    /// <summary>The largest element.</summary>
    Max,

    /// <summary>The elements less their shift.</summary>
    Shifted,

    /// <summary>The exponentials of all elements.</summary>
    Exponentials,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>One divided by their sum.</summary>
    Reciprocal,

    /// <summary>One exponential, of the element that a loop is at.</summary>
    Exponential,

    /// <summary>The exponentials divided by their sum.</summary>
    Probabilities,

    /// <summary>What a <c>while</c> counted with, beyond the end now.</summary>
    Counter,
}

/// <summary>The facts of one row, as the statements are read.</summary>
internal sealed class RowFacts
{
    private readonly Dictionary<ISymbol, RowFact> _facts = new(SymbolEqualityComparer.Default);

    /// <summary>The row.</summary>
    public ExpressionSyntax? Row { get; private set; }

    /// <summary>How the exponentials are taken.</summary>
    public ElementFormula? Formula { get; private set; }

    public IEnumerable<ISymbol> Symbols => _facts.Keys;

    public RowFact? this[ISymbol? symbol] => symbol is not null && _facts.TryGetValue(symbol, out RowFact fact) ? fact : null;

    public bool Learn(ISymbol? symbol, RowFact fact)
    {
        if (symbol is null)
        {
            return false;
        }

        _facts[symbol] = fact;
        return true;
    }

    public bool IsRow(ExpressionSyntax expression)
    {
        expression = Rows.WithoutView(expression);
        Row ??= expression;
        return Row.WithoutTrivia().ToString() == expression.WithoutTrivia().ToString();
    }

    /// <summary>One formula for all exponentials of the row.</summary>
    public bool HasFormula(ElementFormula? formula)
    {
        if (formula is null)
        {
            return false;
        }

        Formula ??= formula;
        return Formula.IsSame(formula);
    }
}
