using System.Globalization;
using System.IO.Compression;

namespace Digits;

/// <summary>Handwritten digits: 8×8 pixels each, row by row, from −1 (paper) to 1 (ink), and the digit that each one shows.</summary>
internal sealed record DigitData(float[] Images, int[] Labels)
{
    public const int Side = 8;
    public const int Pixels = Side * Side;
    public const int Classes = 10;

    /// <summary>The file counts the inked points of each pixel, of 4×4.</summary>
    private const float PointsPerPixel = 16;

    public int Count => Labels.Length;

    public ReadOnlySpan<float> Image(int index) => Images.AsSpan(index * Pixels, Pixels);

    public static DigitData Load()
    {
        using Stream resource = typeof(DigitData).Assembly.GetManifestResourceStream("digits.csv.gz")!;
        using StreamReader reader = new(new GZipStream(resource, CompressionMode.Decompress));
        List<float> images = [];
        List<int> labels = [];
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            images.AddRange(fields.Take(Pixels).Select(field => (2 * int.Parse(field, CultureInfo.InvariantCulture) / PointsPerPixel) - 1));
            labels.Add(int.Parse(fields[Pixels], CultureInfo.InvariantCulture));
        }

        return new DigitData([.. images], [.. labels]);
    }

    /// <summary>Keeps every <paramref name="testShare"/>-th image of each digit for the test, chosen by the shuffle.</summary>
    public (DigitData Training, DigitData Test) Split(int testShare, SplitMix64 random)
    {
        List<int> training = [];
        List<int> test = [];
        for (int digit = 0; digit < Classes; digit++)
        {
            int[] order = [.. Enumerable.Range(0, Count).Where(index => Labels[index] == digit)];
            random.Shuffle(order);
            int testCount = order.Length / testShare;
            test.AddRange(order[..testCount]);
            training.AddRange(order[testCount..]);
        }

        return (Select([.. training]), Select([.. test]));
    }

    public DigitData Select(ReadOnlySpan<int> indices)
    {
        DigitData selection = new(new float[indices.Length * Pixels], new int[indices.Length]);
        for (int i = 0; i < indices.Length; i++)
        {
            Image(indices[i]).CopyTo(selection.Images.AsSpan(i * Pixels));
            selection.Labels[i] = Labels[indices[i]];
        }

        return selection;
    }
}
