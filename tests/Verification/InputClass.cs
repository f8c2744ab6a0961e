using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>Fills a row with one kind of logits. Only exact operations: every machine gets the same bits.</summary>
public delegate void Fill<T>(Span<T> row, ref SplitMix random);

/// <summary>One kind of logits.</summary>
public sealed record InputClass<T>(string Name, Fill<T> Fill)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly double[] Magnitudes = [1e-30, 1e-3, 1, 40, 1e4, 1e30];

    public static IReadOnlyList<InputClass<T>> All { get; } =
    [
        Uniform("small", 1e-3),
        Uniform("±4", 4),
        Uniform("±40", 40),
        Uniform("±3000", 3000),
        Uniform("±1e4", 1e4),
        Uniform("±1e30", 1e30),
        Each("90…100", (ref SplitMix random) => 95 + (5 * random.Symmetric())),
        Each("magnitudes mixed", (ref SplitMix random) => Magnitudes[random.Below(Magnitudes.Length)] * random.Symmetric()),
        Each("±max", (ref SplitMix random) => random.Below(2) == 0 ? T.MaxValue : T.MinValue),
        Each("denormals", (ref SplitMix random) => T.Epsilon * T.CreateTruncating(random.Below(1000) - 500)),
        Each("signed zeros", (ref SplitMix random) => random.Below(2) == 0 ? T.Zero : T.NegativeZero),
        Each("−1e30 beside 5", (ref SplitMix random) => random.Below(8) == 0 ? 5 : -1e30),
        Each("some −∞", (ref SplitMix random) => random.Below(3) == 0 ? double.NegativeInfinity : 4 * random.Symmetric()),
        Each("all −∞", (ref SplitMix _) => double.NegativeInfinity),
        Each("all equal", (ref SplitMix _) => -7.25),
        new("all equal but one", (row, ref random) => With(row, ref random, AtAny, T.CreateChecked(3.5), 0)),
        Each("periodic", Position((i, _) => (i % 7) - 3)),
        Each("ascending", Position((i, n) => 40.0 * i / n)),
        Each("descending", Position((i, n) => -40.0 * i / n)),
        Each("ascending beyond exp's range", Position((i, n) => 2000.0 * i / n)),
        new("one +∞", (row, ref random) => With(row, ref random, AtAny, T.PositiveInfinity, 40)),
        Each("many +∞", (ref SplitMix random) => random.Below(3) == 0 ? double.PositiveInfinity : 40 * random.Symmetric()),
        Each("+∞ and −∞", (ref SplitMix random) => random.Below(2) == 0 ? double.PositiveInfinity : double.NegativeInfinity),
        new("NaN first", (row, ref random) => With(row, ref random, static (_, ref _) => 0, T.NaN, 40)),
        new("NaN in the middle", (row, ref random) => With(row, ref random, static (length, ref _) => length / 2, T.NaN, 40)),
        new("NaN last", (row, ref random) => With(row, ref random, static (length, ref _) => length - 1, T.NaN, 40)),
        new("NaN among +∞", (row, ref random) =>
        {
            row.Fill(T.PositiveInfinity);
            row[AtAny(row.Length, ref random)] = T.NaN;
        }),
        new("NaN among −∞", (row, ref random) =>
        {
            row.Fill(T.NegativeInfinity);
            row[AtAny(row.Length, ref random)] = T.NaN;
        }),
    ];

    private delegate double Element(ref SplitMix random);

    private delegate T ExactElement(ref SplitMix random);

    private delegate int Place(int length, ref SplitMix random);

    public static InputClass<T> Find(string name) => All.Single(input => input.Name == name);

    /// <summary>A row of this kind, the same for the same length and seed.</summary>
    public T[] Row(int length, ulong seed)
    {
        var row = new T[length];
        if (length > 0)
        {
            var random = new SplitMix(SplitMix.Seed(Name) + (ulong)length + (seed << 32));
            Fill(row, ref random);
        }

        return row;
    }

    public override string ToString() => Name;

    private static InputClass<T> Uniform(string name, double amplitude) =>
        Each(name, (ref SplitMix random) => amplitude * random.Symmetric());

    private static InputClass<T> Each(string name, Element element) =>
        Each(name, (ref SplitMix random) => T.CreateTruncating(element(ref random)));

    private static InputClass<T> Each(string name, ExactElement element) => new(name, (row, ref random) =>
    {
        foreach (ref T value in row)
        {
            value = element(ref random);
        }
    });

    private static InputClass<T> Each(string name, Fill<T> fill) => new(name, fill);

    private static Fill<T> Position(Func<int, int, double> element) => (row, ref _) =>
    {
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = T.CreateTruncating(element(i, row.Length));
        }
    };

    private static int AtAny(int length, ref SplitMix random) => random.Below(length);

    private static void With(Span<T> row, ref SplitMix random, Place place, T special, double amplitude)
    {
        foreach (ref T value in row)
        {
            value = T.CreateTruncating(amplitude * random.Symmetric());
        }

        row[place(row.Length, ref random)] = special;
    }
}
