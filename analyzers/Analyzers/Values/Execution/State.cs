using System.Collections.Immutable;

namespace FusedKernels.Analyzers.Values;

/// <summary>What every place holds at one point of the body, and what the branches that lead there say.</summary>
internal sealed class State
{
    private readonly Dictionary<Term, Entry> _entries;

    public State() => _entries = [];

    private State(State other)
    {
        _entries = new Dictionary<Term, Entry>(other._entries);
        Facts = other.Facts;
        IsUnreachable = other.IsUnreachable;
    }

    public Facts? Facts { get; set; }

    /// <summary>After a return, a throw, a break or a continue.</summary>
    public bool IsUnreachable { get; set; }

    public State Clone() => new(this);

    public void Assume(Term notPositive)
    {
        if (notPositive is not Constant)
        {
            Facts = new Facts(notPositive, Facts);
        }
    }

    /// <summary>What the place holds; the place itself where nothing is known.</summary>
    public Term Read(Term place)
    {
        Place canonical = Place.Of(place);
        return Find(canonical) ?? (canonical.WithoutOuterIndex() is { } general ? Find(general) : null) ?? (Place.RowOfComputed(place) ?? place);
    }

    public void Write(Term place, Term value)
    {
        Place canonical = Place.Of(place);
        _entries[canonical.Key] = new Entry(value, canonical.Indexes);
    }

    /// <summary>What holds where two branches meet.</summary>
    /// <param name="first">The one state.</param>
    /// <param name="second">The other one.</param>
    public static State Join(State first, State second)
    {
        if (first.IsUnreachable || second.IsUnreachable)
        {
            return first.IsUnreachable ? second : first;
        }

        State joined = first.Clone();
        joined.Facts = Facts.Common(first.Facts, second.Facts);
        foreach (Term key in first._entries.Keys.Union(second._entries.Keys))
        {
            bool isInFirst = first._entries.TryGetValue(key, out Entry left);
            bool isInSecond = second._entries.TryGetValue(key, out Entry right);
            Entry known = isInFirst ? left : right;

            // Written on one side only: before that the place held what it is called, if that is a name.
            Term was = key is SymbolTerm ? key : known.Value;
            Term one = isInFirst ? left.Value : was;
            Term other = isInSecond ? right.Value : was;
            if (!one.Equals(other))
            {
                joined._entries[key] = known with { Value = Branches.Join(one, first.Facts, other, second.Facts) };
            }
            else
            {
                joined._entries[key] = known;
            }
        }

        return joined;
    }

    private Term? Find(Place place)
    {
        if (!_entries.TryGetValue(place.Key, out Entry entry))
        {
            return null;
        }

        Term value = entry.Value;
        for (int index = 0; index < Math.Min(entry.Indexes.Length, place.Indexes.Length); index++)
        {
            if (entry.Indexes[index] is LoopTerm stored && !stored.Equals(place.Indexes[index]))
            {
                value = Shape.Replace(value, stored, place.Indexes[index]);
            }
        }

        return value;
    }

    private readonly record struct Entry(Term Value, Term[] Indexes);
}
