using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    private readonly Stack<Loop> _loops = new();

    private void VisitLoop(ILoopOperation operation)
    {
        switch (operation)
        {
            case IForLoopOperation @for:
                foreach (IOperation before in @for.Before)
                {
                    Visit(before);
                }

                RunLoop(@for, @for, _ => VisitRound(@for.Condition, @for.Body, @for.AtLoopBottom));
                break;
            case IForEachLoopOperation each:
                Term row = Visit(each.Collection);
                RunLoop(each, each.Body, loop =>
                {
                    BindElement(each.LoopControlVariable, InnermostRow(row, each.Collection, loop), loop);
                    AssumeKept(row, ElementOf(row, loop.Head((each.LoopControlVariable as IVariableDeclaratorOperation)?.Symbol, isIndex: true)), each);
                    Visit(each.Body);
                });
                break;
            case IWhileLoopOperation { ConditionIsTop: true } @while:
                RunLoop(@while, @while, _ => VisitRound(@while.Condition, @while.Body, []));
                break;
            case IWhileLoopOperation @do:
                RunLoop(@do, @do, _ =>
                {
                    Visit(@do.Body);
                    Visit(@do.Condition);
                });
                break;
            default:
                RunLoop(operation, operation, _ => Visit(operation.Body));
                break;
        }
    }

    /// <summary>Of a rectangular array, through all of its dimensions.</summary>
    private static Term InnermostRow(Term array, IOperation collection, Loop loop)
    {
        IOperation source = collection is IConversionOperation conversion ? conversion.Operand : collection;
        for (int rank = (source.Type as IArrayTypeSymbol)?.Rank ?? 1; rank > 1; rank--)
        {
            array = new ElementTerm(array, loop.Head(null, isIndex: true));
        }

        return array;
    }

    private void VisitRound(IOperation? condition, IOperation body, IEnumerable<IOperation> bottom)
    {
        Assume(condition is null ? Constant.One : Visit(condition), truth: true);
        Visit(body);
        ResumeContinued();
        foreach (IOperation operation in bottom)
        {
            Visit(operation);
        }
    }

    private void ResumeContinued()
    {
        if (_loops.Peek() is { Continued: { } continued } loop)
        {
            continued.IsUnreachable = false;
            _state = State.Join(_state, continued);
            loop.Continued = null;
        }
    }

    /// <summary>Runs something once that may run many times, and works out what it leaves behind.</summary>
    private void RunLoop(IOperation operation, IOperation? changing, Action<Loop> round)
    {
        Loop loop = new(_nextId++, operation);
        List<(SymbolTerm Variable, LoopTerm Head, Term Initial)> changed = [];
        Facts? before = _state.Facts;
        foreach (ISymbol symbol in changing is null ? [] : ChangedVariables.In(changing))
        {
            if (ChangedVariables.TypeOf(symbol) is IPointerTypeSymbol)
            {
                loop.Moved.Add(symbol);
                continue;
            }

            SymbolTerm variable = new(symbol);
            Term initial = _state.Read(variable);
            if (LinkedRows.LinkOf(symbol, changing!) is { } link)
            {
                Write(variable, new ElementTerm(LinkedRows.RowOf(initial, link), loop.Head(symbol, isIndex: true)));
                continue;
            }

            LoopTerm head = loop.Head(symbol, ChangedVariables.IsIndex(symbol));
            changed.Add((variable, head, initial));
            Write(variable, head);
            if (head.IsIndex && initial is Constant && operation is IForLoopOperation @for && ChangedVariables.Ascends(@for, symbol))
            {
                _state.Assume(Algebra.Subtract(initial, head));
            }
        }

        _loops.Push(loop);
        _breaks.Push(null);
        round(loop);
        ResumeContinued();
        State? broken = _breaks.Pop();
        _loops.Pop();
        if (_state.IsUnreachable)
        {
            _state = broken ?? _state;
            _state.IsUnreachable = false;
        }

        foreach ((SymbolTerm variable, LoopTerm head, Term initial) in changed)
        {
            Term after = _state.Read(variable);
            Term solved = loop.Solve(head, after, initial);
            if (solved is ReduceTerm { Kind: ReduceKind.Sum, HasExponential: true })
            {
                // What was kept of it on the way are sums as well.
                _state.Replace([head, after], solved);
            }

            Write(variable, solved);
        }

        _state.Facts = before;
    }

    private static ITypeSymbol? ElementTypeOf(IOperation collection) => (collection is IConversionOperation conversion ? conversion.Operand : collection).Type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } => element,
        _ => null,
    };

    private void BindElement(IOperation variable, Term row, Loop loop)
    {
        switch (variable)
        {
            case IVariableDeclaratorOperation { Symbol.IsRef: true } reference:
                _aliases[reference.Symbol] = new ElementTerm(row, loop.Head(reference.Symbol, isIndex: true));
                break;
            case IVariableDeclaratorOperation declarator:
                Write(new SymbolTerm(declarator.Symbol), ElementOf(row, loop.Head(declarator.Symbol, isIndex: true)));
                break;
            case IDeclarationExpressionOperation or ITupleOperation:
                LoopTerm index = loop.Head(null, isIndex: true);
                Deconstruct(variable, ElementOf(row, index), (loop.Operation as IForEachLoopOperation)?.Collection is { } collection ? ElementTypeOf(collection) : null);
                break;
            default:
                if (PlaceOf(variable) is { } place)
                {
                    Write(place, ElementOf(row, loop.Head(null, isIndex: true)));
                }

                break;
        }
    }
}
