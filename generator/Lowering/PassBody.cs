namespace FusedKernels.Generator.Lowering;

/// <summary>
/// The statements of a pass for one register, written once: <c>#</c> stands for the number of the register in the unrolled loop and
/// <c>@</c> for its index in the row, <c>$</c> for the row's end. The layout prints them once for each register, statement by statement, so that the chains interleave.
/// </summary>
internal sealed class PassBody(Target target, Element element, Func<string, string> rowScalar, bool sideBySide = false, Shifting shifting = Shifting.Always, bool isShort = false)
{
    private readonly List<Step> _steps = [];
    private readonly List<(string Type, string Name, string Value)> _constants = [];
    private readonly List<(string Type, string Name, string Value)> _rowConstants = [];
    private readonly HashSet<string> _names = [];

    public Target Target { get; } = target;

    public Element Element { get; } = element;

    /// <summary>True where the lanes hold rows, not columns: an input of one row is then the same number in every lane.</summary>
    public bool SideBySide { get; } = sideBySide;

    /// <summary>True where the statements are those of a method that is compiled for rows with and without a shift.</summary>
    public bool ChoosesShift { get; private set; }

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>What is the same for the whole pass, to be declared before its loop.</summary>
    public IReadOnlyList<(string Type, string Name, string Value)> Constants => _constants;

    /// <summary>What is the same for a row, to be declared before its first register.</summary>
    public IReadOnlyList<(string Type, string Name, string Value)> RowConstants => _rowConstants;

    /// <summary>A register for <paramref name="value"/>; <paramref name="tail"/> is its form where the register is only partly inside the row.</summary>
    /// <param name="reads">True for a column of a row as it lies in memory.</param>
    public string Let(string name, string value, string? tail = null, string? type = null, bool reads = false)
    {
        _steps.Add(new Step(_names.Add(name) ? type ?? Target.Vector(Element) : null, name + "#", value, tail ?? value, reads));
        return name + "#";
    }

    /// <summary>The columns before the end, <paramref name="identity"/> beyond.</summary>
    public string LoadTail(string source, string index, string end, string identity) =>
        isShort ? Target.LoadShort(source, index, end, identity) : Target.LoadTail(source, index, end, identity);

    /// <summary>A row's value less the row's shift, which is what exponentials are taken of: itself where rows come without their shift.</summary>
    public string Shift(string value)
    {
        if (shifting == Shifting.Beforehand)
        {
            return value;
        }

        string shift = RowScalar("shift", "reference.Shift");
        if (shifting == Shifting.Always)
        {
            return Let("shifted", Target.Shift(value, shift));
        }

        ChoosesShift = true;
        return Let("shifted", $"TShift.Subtract({value}, {shift})");
    }

    private string Constant(List<(string Type, string Name, string Value)> constants, string type, string name, string value)
    {
        if (_names.Add(name))
        {
            constants.Add((type, name, value));
        }

        return name;
    }

    /// <summary>A number that belongs to the row: the same in every lane, or one for each where rows lie side by side.</summary>
    public string RowScalar(string name, string member) => Constant(_rowConstants, Target.Vector(Element), name, rowScalar(member));

    /// <summary>A number in every lane.</summary>
    public string Broadcast(string name, string scalar) => Constant(_constants, Target.Vector(Element), name, Target.Broadcast(Element, scalar));

    /// <summary>Numbers that lanes look up.</summary>
    public string Table(string name, string value) => Constant(_constants, Target.Table, name, value);
}

/// <summary>One statement; <paramref name="Type"/> is null where the variable exists already.</summary>
/// <param name="Type">The variable's.</param>
/// <param name="Name">The variable's.</param>
/// <param name="Value">What it becomes.</param>
/// <param name="Tail">The same where the register is only partly inside the row.</param>
/// <param name="Reads">True for a column of a row as it lies in memory.</param>
internal sealed record Step(string? Type, string Name, string Value, string Tail, bool Reads = false)
{
    /// <summary>The statement, with what stands for the register replaced.</summary>
    public string Statement(Func<string, string> at) => Statement(at, Value);

    /// <summary>The statement in the form that a tail has.</summary>
    public string TailStatement(Func<string, string> at) => Statement(at, Tail);

    private string Statement(Func<string, string> at, string value) => $"{(Type is null ? "" : Type + " ")}{at(Name)} = {at(value)};";
}

/// <summary>When a row's shift is subtracted.</summary>
internal enum Shifting
{
    /// <summary>By the pass.</summary>
    Always,

    /// <summary>By a pass that is compiled for rows with and without one.</summary>
    Chosen,

    /// <summary>Before the pass, of the rows that have one.</summary>
    Beforehand,
}
