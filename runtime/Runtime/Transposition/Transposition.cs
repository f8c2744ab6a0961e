using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedKernels.Runtime;

/// <summary>Rows into the lanes of registers and back.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Transposition
{
    /// <summary>Columns that a block's rows have at least, for what is left of them beside whole blocks.</summary>
    private const nuint Few = 4;

    /// <summary>Rows that lie one after the other become lanes: lanes[column · rows + row] = source[row · columns + column].</summary>
    /// <param name="source">Rows × columns.</param>
    /// <param name="lanes">Columns × rows.</param>
    /// <param name="rows">The lanes of a register: 16, 8 or 4.</param>
    /// <param name="columns">Columns of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToLanes(ref readonly float source, ref float lanes, nuint rows, nuint columns)
    {
        ref float first = ref Unsafe.AsRef(in source);
        if (rows == Transposition512.Rows)
        {
            ToLanes<Transposition512>(ref first, ref lanes, columns);
        }
        else if (rows == Transposition256.Rows)
        {
            ToLanes<Transposition256>(ref first, ref lanes, columns);
        }
        else
        {
            ToLanes<Transposition128>(ref first, ref lanes, columns);
        }
    }

    /// <summary>The same of the first lanes only.</summary>
    /// <param name="source">Present rows × columns.</param>
    /// <param name="lanes">Columns × rows.</param>
    /// <param name="rows">The lanes of a register: 16, 8 or 4.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="present">How many lanes have a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToLanes(ref readonly float source, ref float lanes, nuint rows, nuint columns, nuint present)
    {
        if (present == rows)
        {
            ToLanes(in source, ref lanes, rows, columns);
        }
        else
        {
            SomeToLanes(ref Unsafe.AsRef(in source), ref lanes, rows, columns, present);
        }
    }

    /// <summary>Lanes become rows again: destination[row · columns + column] = lanes[column · rows + row].</summary>
    /// <param name="lanes">Columns × rows.</param>
    /// <param name="destination">Rows × columns.</param>
    /// <param name="rows">The lanes of a register: 16, 8 or 4.</param>
    /// <param name="columns">Columns of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromLanes(ref float lanes, ref float destination, nuint rows, nuint columns)
    {
        if (rows == Transposition512.Rows)
        {
            FromLanes<Transposition512>(ref lanes, ref destination, columns);
        }
        else if (rows == Transposition256.Rows)
        {
            FromLanes<Transposition256>(ref lanes, ref destination, columns);
        }
        else if (rows == 1)
        {
            MemoryMarshal.CreateReadOnlySpan(ref lanes, (int)columns).CopyTo(MemoryMarshal.CreateSpan(ref destination, (int)columns));
        }
        else
        {
            FromLanes<Transposition128>(ref lanes, ref destination, columns);
        }
    }

    /// <summary>The same of the first lanes only.</summary>
    /// <param name="lanes">Columns × rows.</param>
    /// <param name="destination">Present rows × columns.</param>
    /// <param name="rows">The lanes of a register: 16, 8 or 4.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="present">How many lanes have a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromLanes(ref float lanes, ref float destination, nuint rows, nuint columns, nuint present)
    {
        if (present == rows)
        {
            FromLanes(ref lanes, ref destination, rows, columns);
        }
        else
        {
            SomeFromLanes(ref lanes, ref destination, rows, columns, present);
        }
    }

    /// <inheritdoc cref="ToLanes(ref readonly float, ref float, nuint, nuint)"/>
    public static void ToLanes(ref readonly double source, ref double lanes, nuint rows, nuint columns)
    {
        for (nuint row = 0; row < rows; row++)
        {
            for (nuint column = 0; column < columns; column++)
            {
                Unsafe.Add(ref lanes, (column * rows) + row) = Unsafe.Add(ref Unsafe.AsRef(in source), (row * columns) + column);
            }
        }
    }

    /// <inheritdoc cref="FromLanes(ref float, ref float, nuint, nuint)"/>
    public static void FromLanes(ref double lanes, ref double destination, nuint rows, nuint columns)
    {
        for (nuint row = 0; row < rows; row++)
        {
            for (nuint column = 0; column < columns; column++)
            {
                Unsafe.Add(ref destination, (row * columns) + column) = Unsafe.Add(ref lanes, (column * rows) + row);
            }
        }
    }

    /// <summary>One element after the other.</summary>
    private static void SomeToLanes(ref float source, ref float lanes, nuint rows, nuint columns, nuint present)
    {
        for (nuint row = 0; row < present; row++)
        {
            for (nuint column = 0; column < columns; column++)
            {
                Unsafe.Add(ref lanes, (column * rows) + row) = Unsafe.Add(ref source, (row * columns) + column);
            }
        }
    }

    /// <inheritdoc cref="SomeToLanes"/>
    private static void SomeFromLanes(ref float lanes, ref float destination, nuint rows, nuint columns, nuint present)
    {
        for (nuint row = 0; row < present; row++)
        {
            for (nuint column = 0; column < columns; column++)
            {
                Unsafe.Add(ref destination, (row * columns) + column) = Unsafe.Add(ref lanes, (column * rows) + row);
            }
        }
    }

    private static void ToLanes<TBlock>(ref float source, ref float lanes, nuint columns)
        where TBlock : struct, ITransposition
    {
        if (columns < Few)
        {
            SomeToLanes(ref source, ref lanes, TBlock.Rows, columns, TBlock.Rows);
            return;
        }

        nuint column = 0;
        for (; column + TBlock.Columns <= columns; column += TBlock.Columns)
        {
            TBlock.ToLanes(ref Unsafe.Add(ref source, column), columns, ref Unsafe.Add(ref lanes, column * TBlock.Rows));
        }

        for (; column < columns; column += Few)
        {
            // The last columns overlap those before: what both hold is written twice, with the same values.
            nuint at = nuint.Min(column, columns - Few);
            TBlock.FourToLanes(ref Unsafe.Add(ref source, at), columns, ref Unsafe.Add(ref lanes, at * TBlock.Rows));
        }
    }

    private static void FromLanes<TBlock>(ref float lanes, ref float destination, nuint columns)
        where TBlock : struct, ITransposition
    {
        if (columns == 2)
        {
            TBlock.FromTwoLanes(ref lanes, ref destination);
            return;
        }

        if (columns < Few)
        {
            SomeFromLanes(ref lanes, ref destination, TBlock.Rows, columns, TBlock.Rows);
            return;
        }

        nuint column = 0;
        for (; column + TBlock.Columns <= columns; column += TBlock.Columns)
        {
            TBlock.FromLanes(ref Unsafe.Add(ref lanes, column * TBlock.Rows), ref Unsafe.Add(ref destination, column), columns);
        }

        for (; column < columns; column += Few)
        {
            nuint at = nuint.Min(column, columns - Few);
            TBlock.FourFromLanes(ref Unsafe.Add(ref lanes, at * TBlock.Rows), ref Unsafe.Add(ref destination, at), columns);
        }
    }
}
