using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    private static readonly Term Nothing = Constant.Zero;

    private Term? VisitStatement(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                VisitAll(block.Operations);
                return Nothing;
            case IVariableDeclaratorOperation declarator:
                Declare(declarator);
                return Nothing;
            case IReturnOperation { Kind: OperationKind.YieldReturn } yield:
                _frames.Peek().Results.Add(Visit(yield.ReturnedValue));
                return Nothing;
            case IReturnOperation { Kind: OperationKind.Return } @return:
                _frames.Peek().Return(Visit(@return.ReturnedValue), _state);
                _state.IsUnreachable = true;
                return Nothing;
            case IThrowOperation @throw:
                Visit(@throw.Exception);
                _state.IsUnreachable = true;
                return Nothing;
            case IBranchOperation branch:
                VisitBranch(branch);
                return Nothing;
            case ILoopOperation loop:
                VisitLoop(loop);
                return Nothing;
            case ISwitchOperation @switch:
                VisitSwitch(@switch);
                return Nothing;
            case ITryOperation @try:
                VisitTry(@try);
                return Nothing;
            case IConditionalOperation { Type: null } @if:
                return VisitConditional(@if);
            case ILocalFunctionOperation:
                return Nothing;
            case IBlockOperation or IExpressionStatementOperation or IVariableDeclarationGroupOperation or IVariableDeclarationOperation
                or IMethodBodyBaseOperation or ILabeledOperation or ISymbolInitializerOperation:
                Term last = Nothing;
                foreach (IOperation child in operation.ChildOperations)
                {
                    last = Visit(child);
                }

                return last;
            default:
                return null;
        }
    }

    private void VisitAll(IEnumerable<IOperation> statements)
    {
        foreach (IOperation statement in statements)
        {
            if (_state.IsUnreachable)
            {
                if (statement is not ILabeledOperation)
                {
                    continue;
                }

                _state.IsUnreachable = false;
            }

            Visit(statement);
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        IVariableInitializerOperation? initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;
        if (declarator.Symbol.IsRef && initializer is not null && PlaceOf(initializer.Value) is { } place)
        {
            _aliases[declarator.Symbol] = place;
            return;
        }

        SymbolTerm local = new(declarator.Symbol);
        Write(local, initializer is null ? local : Visit(initializer.Value));
    }

    private void VisitTry(ITryOperation @try)
    {
        State before = _state.Clone();
        Visit(@try.Body);
        State after = _state;
        foreach (ICatchClauseOperation handler in @try.Catches)
        {
            _state = before.Clone();
            Visit(handler.Handler);
            after = State.Join(after, _state);
        }

        _state = after;
        bool wasUnreachable = _state.IsUnreachable;
        _state.IsUnreachable = false;
        Visit(@try.Finally);
        _state.IsUnreachable |= wasUnreachable;
    }

    private void VisitSwitch(ISwitchOperation @switch)
    {
        Term value = Visit(@switch.Value);
        State before = _state;
        State? after = null;
        bool hasDefault = false;
        foreach (ISwitchCaseOperation section in @switch.Cases)
        {
            _state = before.Clone();
            foreach (ICaseClauseOperation clause in section.Clauses)
            {
                hasDefault |= clause is IDefaultCaseClauseOperation;
                if (section.Clauses.Length == 1 && clause is IPatternCaseClauseOperation pattern)
                {
                    Assume(Matches(value, pattern.Pattern), truth: true);
                    Assume(pattern.Guard is null ? Constant.One : Visit(pattern.Guard), truth: true);
                }
            }

            _breaks.Push(null);
            VisitAll(section.Body);
            State? broken = _breaks.Pop();
            State reached = broken is null ? _state : State.Join(_state, broken);
            after = after is null ? reached : State.Join(after, reached);
        }

        _state = after is null ? before : hasDefault ? after : State.Join(after, before);
    }
}
