using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    /// <summary>The joined states of the <c>break</c>s of each switch and loop around.</summary>
    private readonly Stack<State?> _breaks = new();

    private void VisitBranch(IBranchOperation branch)
    {
        if (branch.BranchKind == BranchKind.Break && _breaks.Count > 0)
        {
            State? others = _breaks.Pop();
            _breaks.Push(others is null ? _state.Clone() : State.Join(others, _state));
        }
        else if (branch.BranchKind == BranchKind.Continue && _loops.Count > 0)
        {
            Loop loop = _loops.Peek();
            loop.Continued = loop.Continued is null ? _state.Clone() : State.Join(loop.Continued, _state);
        }

        _state.IsUnreachable = true;
    }

    private Term VisitConditional(IConditionalOperation conditional)
    {
        Term condition = Visit(conditional.Condition);
        State otherwise = _state.Clone();
        Assume(condition, truth: true);
        Term whenTrue = Visit(conditional.WhenTrue);
        State then = _state;
        _state = otherwise;
        Assume(condition, truth: false);
        Term whenFalse = Visit(conditional.WhenFalse);
        Term value = then.IsUnreachable ? whenFalse
            : _state.IsUnreachable ? whenTrue
            : Branches.Join(whenTrue, then.Facts, whenFalse, _state.Facts);
        _state = State.Join(then, _state);
        if (condition is ApplyTerm { Arguments: [LoopTerm { IsIndex: true }, LoopTerm { IsIndex: true }] } equality && equality.Is(Conditions.Equal))
        {
            Record(SiteKind.Diagonal, conditional, value, whenTrue, whenFalse);
        }

        return value;
    }

    private Term VisitSwitchExpression(ISwitchExpressionOperation @switch)
    {
        Term input = Visit(@switch.Value);
        State? after = null;
        Term? value = null;
        State before = _state;
        foreach (ISwitchExpressionArmOperation arm in @switch.Arms)
        {
            _state = before.Clone();
            Term matches = Matches(input, arm.Pattern);
            Assume(matches, truth: true);
            if (arm.Guard is not null)
            {
                Term guard = Visit(arm.Guard);
                Assume(guard, truth: true);
                matches = Conditions.And(matches, guard);
            }

            Term result = Visit(arm.Value);
            if (!_state.IsUnreachable)
            {
                value = value is null ? result : Branches.Join(value, after!.Facts, result, _state.Facts);
                after = after is null ? _state : State.Join(after, _state);
            }

            // The arms below run only where this one did not match.
            _state = before;
            Assume(matches, truth: false);
        }

        _state = after ?? before;
        return value ?? Fresh();
    }

    private void Assume(Term condition, bool truth)
    {
        foreach (Term fact in Conditions.Facts(condition, truth))
        {
            _state.Assume(fact);
        }

        // What is not negative anyway is positive where it is not 0.
        foreach (Term value in Conditions.NotZero(condition, truth))
        {
            if (value.HasExponential && new Ranges(null).Lower(value) >= 0)
            {
                _state.Assume(Algebra.Negate(value));
            }
        }
    }

    private Term Matches(Term value, IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => Conditions.Compare(BinaryOperatorKind.Equals, value, Visit(constant.Value)),
        IRelationalPatternOperation relational => Conditions.Compare(relational.OperatorKind, value, Visit(relational.Value)),
        INegatedPatternOperation negated => Conditions.Not(Matches(value, negated.Pattern)),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both => Conditions.And(Matches(value, both.LeftPattern), Matches(value, both.RightPattern)),
        IBinaryPatternOperation either => Conditions.Or(Matches(value, either.LeftPattern), Matches(value, either.RightPattern)),
        IDeclarationPatternOperation { DeclaredSymbol: { } symbol } => Bind(symbol, value),
        _ => Fresh(),
    };

    private LoopTerm Bind(ISymbol symbol, Term value)
    {
        Write(new SymbolTerm(symbol), value);
        return Fresh();
    }
}
