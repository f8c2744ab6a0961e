namespace FusedKernels.Runtime;

/// <summary>A block of rows that a register width transposes at once.</summary>
internal interface ITransposition
{
    /// <summary>Rows in a block: the lanes of a register of floats.</summary>
    static abstract nuint Rows { get; }

    /// <summary>Columns in a block.</summary>
    static abstract nuint Columns { get; }

    /// <summary>A block of rows that are <paramref name="columns"/> apart, to registers of one column each.</summary>
    static abstract void ToLanes(ref float source, nuint columns, ref float lanes);

    /// <summary>Four columns of a block's rows that are <paramref name="columns"/> apart, to registers of one column each.</summary>
    static abstract void FourToLanes(ref float source, nuint columns, ref float lanes);

    /// <summary>Two registers of one column each, to their rows of two columns.</summary>
    static abstract void FromTwoLanes(ref float lanes, ref float destination);

    /// <summary>Registers of one column each, to a block of rows that are <paramref name="columns"/> apart.</summary>
    static abstract void FromLanes(ref float lanes, ref float destination, nuint columns);

    /// <summary>Four registers of one column each, to the rows of a block that are <paramref name="columns"/> apart.</summary>
    static abstract void FourFromLanes(ref float lanes, ref float destination, nuint columns);
}
