using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>
/// Functions of numbers – most helpers of numeric code are that – are walked through once for the whole project, with their parameters unknown; every
/// call puts its arguments in.
/// </summary>
internal sealed partial class BodyWalker
{
    private static readonly object NotSummarized = new();

    /// <summary>The methods whose summaries are being made, from the outermost on.</summary>
    private ImmutableStack<IMethodSymbol> _summarizing = ImmutableStack<IMethodSymbol>.Empty;

    /// <summary>Whether the walk came back to a method further out: what that makes of it depends on where one began.</summary>
    private bool _isRecursive;

    private static bool IsOfNumbers(IMethodSymbol method) => method is { IsStatic: true, IsGenericMethod: false, Parameters.IsEmpty: false }
        && IsScalar(method.ReturnType)
        && method.Parameters.All(static each => each.RefKind == RefKind.None && IsScalar(each.Type));

    private static bool IsScalar(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double and not SpecialType.System_Char;

    /// <summary>What the method makes of these arguments; null if that is not known.</summary>
    private Term? CallOfNumbers(IMethodSymbol method, IOperation body, Term[] values, IOperation? call)
    {
        if (SummaryOf(method, body) is not { } summary)
        {
            return null;
        }

        Dictionary<Term, Term> arguments = [];
        for (int index = 0; index < method.Parameters.Length; index++)
        {
            SymbolTerm parameter = new(method.Parameters[index]);
            arguments[parameter] = index < values.Length ? values[index] : (Term?)DefaultOf(method.Parameters[index]) ?? parameter;
        }

        Term result = Fill(summary);
        if (call is not null && summary.HasExponential && Array.Exists(values, HasSum))
        {
            // A quotient with, say, the sum of the caller's exponentials: what the method has by itself is reported there.
            Record(SiteKind.Product, call, result, summary);
        }

        return result is ApplyTerm exponential && Functions.IsExponential(exponential) ? Guarded(exponential) : result;

        Term Fill(Term term) => arguments.TryGetValue(term, out Term argument) ? argument : term.Rewrite(Fill);
    }

    private Term? SummaryOf(IMethodSymbol method, IOperation body)
    {
        if (_methods.Summaries.TryGetValue(method, out object? known))
        {
            return known as Term;
        }

        if (_summarizing.Contains(method, SymbolEqualityComparer.Default) || _depth >= MaximumDepth)
        {
            _isRecursive |= _summarizing.IsEmpty || !SymbolEqualityComparer.Default.Equals(_summarizing.Peek(), method);
            return null;
        }

        BodyWalker walker = new(_methods, _cancellation) { _summarizing = _summarizing.Push(method), _depth = _depth, _silence = 1 };
        walker._frames.Push(new Frame());
        Term? summary = ChangedVariables.In(body).All(IsOwn) ? walker.Enter(body, method, [.. method.Parameters.Select(static each => new SymbolTerm(each))]) : null;
        if (summary is not null && (walker._stepsInHelpers > MaximumStepsInHelpers || Shape.Any(summary, static each => each is LoopTerm { IsIndex: false } or AllocationTerm)))
        {
            summary = null;
        }

        if (walker._isRecursive)
        {
            _isRecursive |= !_summarizing.IsEmpty;
        }
        else
        {
            _methods.Summaries[method] = summary ?? NotSummarized;
        }

        return summary;

        bool IsOwn(ISymbol changed) => changed is IParameterSymbol or ILocalSymbol;
    }
}
