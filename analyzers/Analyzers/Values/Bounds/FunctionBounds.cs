namespace FusedKernels.Analyzers.Values;

/// <summary>The range of each known function.</summary>
internal static class FunctionBounds
{
    public static Interval Of(ApplyTerm term, Ranges ranges)
    {
        switch (term.Function)
        {
            case Functions.Exp or Functions.ExpSingle:
                return ranges.Of(term.Arguments[0]).Map(Math.Exp);
            case Functions.Abs:
                return ranges.Of(term.Arguments[0]) is var inner && inner.Low >= 0 ? inner : new(0, Math.Max(Math.Abs(inner.Low), Math.Abs(inner.High)));
            case Functions.Sqrt:
                return ranges.Of(term.Arguments[0]).Map(static value => value > 0 ? Math.Sqrt(value) : 0);
            case Functions.Log:
                return ranges.Of(term.Arguments[0]).Map(static value => value > 0 ? Math.Log(value) : double.NegativeInfinity);
            case Functions.Max:
                return term.Arguments.Select(ranges.Of).Aggregate(static (left, right) => new(Math.Max(left.Low, right.Low), Math.Max(left.High, right.High)));
            case Functions.Min:
                return term.Arguments.Select(ranges.Of).Aggregate(static (left, right) => new(Math.Min(left.Low, right.Low), Math.Min(left.High, right.High)));
            case Functions.Bounded:
                return new(-1.6, 1.6);
            case Functions.Unit or Functions.Softmax:
                return new(0, 1);
            default:
                return IsShift(term) ? new(double.NegativeInfinity, 0) : NameHints.Of(term.Function);
        }
    }

    /// <summary>Shift(x, max): nobody has a method that takes a row and its maximum for anything else.</summary>
    private static bool IsShift(ApplyTerm call) => !Functions.IsComputed(call)
        && call.Arguments.Any(each => (each is ReduceTerm { Kind: ReduceKind.Max } || NameHints.IsUpperBound(each)) && call.Arguments.Any(other => !other.Equals(each) && Shape.Contains(each, other)));
}
