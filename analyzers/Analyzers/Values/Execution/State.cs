using System.Collections.Immutable;

namespace FusedKernels.Analyzers.Values;

/// <summary>What every place holds at one point of the body, and what the branches that lead there say.</summary>
internal sealed class State
{
    /// <summary>Shared with the states that were cloned from this one, until one of them writes.</summary>
    private Dictionary<Term, Entry> _entries;
    private bool _isShared;

    public State() => _entries = [];

    private State(State other)
    {
        other._isShared = true;
        _isShared = true;
        _entries = other._entries;
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
        if (place is ElementTerm { Row: ChoiceTerm rows } element && Array.Exists(rows.Options, static each => each is AllocationTerm))
        {
            return ChoiceTerm.Create([.. rows.Options.Select(each => Read(new ElementTerm(each, element.Index)))]);
        }

        Place canonical = Place.Of(place);
        return Find(canonical) ?? (canonical.WithoutOuterIndex() is { } general ? Find(general) : null) ?? (Place.RowOfComputed(place) ?? place);
    }

    public void Write(Term place, Term value)
    {
        if (place is ElementTerm { Row: ChoiceTerm rows } element && Array.Exists(rows.Options, static each => each is AllocationTerm))
        {
            // As in if (row == null) row = new double[n].
            foreach (Term row in rows.Options)
            {
                Write(new ElementTerm(row, element.Index), value);
            }

            return;
        }

        Place canonical = Place.Of(place);
        Write(canonical.Key, new Entry(value, canonical.Indexes));
    }

    /// <summary>Where a place holds one of the terms, it holds another one from here on.</summary>
    public void Replace(Term[] terms, Term by)
    {
        foreach (KeyValuePair<Term, Entry> each in _entries.Where(each => terms.Contains(each.Value.Value)).ToArray())
        {
            Write(each.Key, each.Value with { Value = by });
        }
    }

    /// <summary>Only what the given places hold, for another body to begin with; null if that is nothing.</summary>
    public State? Only(Func<Term, Term, bool> isWanted)
    {
        State only = new();
        foreach (KeyValuePair<Term, Entry> each in _entries.Where(each => isWanted(each.Key, each.Value.Value)))
        {
            only._entries[each.Key] = each.Value;
        }

        return only._entries.Count > 0 ? only : null;
    }

    /// <summary>What one or the other holds, or either of both.</summary>
    public State Either(State other)
    {
        State either = Clone();
        foreach (KeyValuePair<Term, Entry> each in other._entries)
        {
            either.Write(each.Key, _entries.TryGetValue(each.Key, out Entry mine)
                ? mine with { Value = ChoiceTerm.Create(mine.Value, other.Find(new Place(each.Key, mine.Indexes))!) }
                : each.Value);
        }

        return either;
    }

    /// <summary>The same, with the elements of rows that were made for a place under the name of that place as well.</summary>
    public State WithRowsByName()
    {
        State named = Clone();
        foreach (KeyValuePair<Term, Entry> row in _entries.Where(static each => each is { Key: SymbolTerm, Value.Value: AllocationTerm }))
        {
            foreach (KeyValuePair<Term, Entry> each in _entries.Where(each => each.Key is ElementTerm element && element.Row.Equals(row.Value.Value)))
            {
                named.Write(new ElementTerm(row.Key, ((ElementTerm)each.Key).Index), each.Value);
            }
        }

        return named;
    }

    /// <summary>What the only number holds that an object has been given; null if it has none, or several.</summary>
    public Term? OnlyNumberOf(AllocationTerm instance)
    {
        Term? only = null;
        foreach (KeyValuePair<Term, Entry> each in _entries)
        {
            if (each.Key is MemberTerm { Member: { } member } key && key.Instance.Equals(instance) && SymbolBounds.IsNumber(member))
            {
                if (only is not null)
                {
                    return null;
                }

                only = each.Value.Value;
            }
        }

        return only;
    }

    public bool Holds(Term key, Term value) => _entries.TryGetValue(key, out Entry entry) && entry.Value.Equals(value);

    public IEnumerable<Term> Places => _entries.Keys;

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
        if (ReferenceEquals(first._entries, second._entries))
        {
            return joined;
        }

        foreach (KeyValuePair<Term, Entry> each in first._entries)
        {
            Term other = second._entries.TryGetValue(each.Key, out Entry right) ? right.Value : WithoutWrite(each);
            if (!each.Value.Value.Equals(other))
            {
                joined.Write(each.Key, each.Value with { Value = Branches.Join(each.Value.Value, first.Facts, other, second.Facts) });
            }
        }

        foreach (KeyValuePair<Term, Entry> each in second._entries)
        {
            if (!first._entries.ContainsKey(each.Key))
            {
                Term one = WithoutWrite(each);
                joined.Write(each.Key, one.Equals(each.Value.Value) ? each.Value : each.Value with { Value = Branches.Join(one, first.Facts, each.Value.Value, second.Facts) });
            }
        }

        return joined;
    }

    /// <summary>Written on one side only: before that the place held what it is called, if that is a name.</summary>
    private static Term WithoutWrite(KeyValuePair<Term, Entry> written) => written.Key is SymbolTerm ? written.Key : written.Value.Value;

    private void Write(Term key, Entry entry)
    {
        if (_isShared)
        {
            _entries = new Dictionary<Term, Entry>(_entries);
            _isShared = false;
        }

        _entries[key] = entry;
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
