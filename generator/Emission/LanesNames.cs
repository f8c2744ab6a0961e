using System.Globalization;
using FusedKernels.Generator.Lowering;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The names and types that the parts of an emitted kernel share whose rows lie in lanes, with a register for each selected entry.</summary>
/// <param name="spec">What was asked for.</param>
/// <param name="temperature">T.</param>
/// <param name="count">Entries of each row.</param>
internal abstract class LanesNames(KernelSpec spec, Temperature temperature, int count)
{
    /// <summary>The target's method over as many rows as a register has lanes.</summary>
    public const string Rows = "Rows";

    /// <summary>A value for each entry of rows in lanes: count × width.</summary>
    public const string Entries = "entries";

    public KernelSpec Spec => spec;

    public Element Element { get; } = Element.Of(spec.Element);

    public string T => Element.Keyword;

    public string TemperatureType => $"TemperatureConstants<{T}>";

    public bool RuntimeTemperature => Spec.Has(Role.Temperature);

    public TemperatureText Temperature { get; } = new(temperature, Element.Of(spec.Element), temperature.Scales(spec.Element));

    /// <summary>The number of columns, where it is known.</summary>
    public int? Columns { get; } = spec.Options.Gate.Experts > 0 ? spec.Options.Gate.Experts : null;

    public string Count { get; } = Number(count);

    /// <summary>What is known of the number of columns, in a sentence.</summary>
    public string ColumnsInWords => Columns is { } columns ? $"{Number(columns)} experts" : "any number of experts";

    /// <summary>What <see cref="Rows"/> takes.</summary>
    public abstract IEnumerable<(string Type, string Name)> Parameters { get; }

    /// <summary>The user's own name of a parameter, as a literal.</summary>
    public string NameOf(Role role) => EmittedNames.NameOf(Spec, role);

    /// <summary>The name of the number of columns where the caller chooses it, else of the rows that it has to divide.</summary>
    public string NameOfColumns => NameOf(Spec.Has(Role.Experts) ? Role.Experts : Role.Logits);

    /// <summary>The C# type of a parameter's elements.</summary>
    public string ElementOf(Role role) => role switch
    {
        Role.Selected or Role.Load or Role.Slots or Role.Offsets => "int",
        Role.Active => "bool",
        _ => T,
    };

    /// <summary>Memory on the stack from a cache line's start on, and a reference to its first element by the name <paramref name="name"/>.</summary>
    public IEnumerable<string> OnStack(string name, string size) =>
    [
        $"Span<{T}> {name}Memory = Runtime.Lanes.Align(stackalloc {T}[{size} + {Number(64 / Element.Bytes)}]);",
        $"ref {T} {name} = ref MemoryMarshal.GetReference({name}Memory);",
    ];

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
