namespace FusedKernels.Analyzers.Values;

/// <summary>A call that is being walked through.</summary>
internal sealed class Frame
{
    public List<Term> Results { get; } = [];

    /// <summary>The joined states at its returns.</summary>
    public State? AtReturn { get; private set; }

    private Term? Value { get; set; }

    private Facts? Facts { get; set; }

    public void Return(Term value, State state)
    {
        if (state.IsUnreachable)
        {
            return;
        }

        // Joined one after another, so that a guard's early return tells what the last return is not.
        Value = Value is null ? value : Branches.Join(Value, Facts, value, state.Facts);
        AtReturn = AtReturn is null ? state.Clone() : State.Join(AtReturn, state);
        Facts = AtReturn.Facts;
    }

    public Term? Result() => Value ?? (Results.Count > 0 ? ChoiceTerm.Create([.. Results]) : null);
}
