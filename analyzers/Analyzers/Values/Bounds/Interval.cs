namespace FusedKernels.Analyzers.Values;

/// <summary>What a value may be, from the lowest to the highest.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public static Interval All { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public static Interval NotNegative { get; } = new(0, double.PositiveInfinity);

    public bool IsAll => double.IsNegativeInfinity(Low) && double.IsPositiveInfinity(High);

    public static Interval operator +(Interval left, Interval right) => new(left.Low + right.Low, left.High + right.High);

    public static Interval operator *(Interval left, Interval right)
    {
        double a = Times(left.Low, right.Low);
        double b = Times(left.Low, right.High);
        double c = Times(left.High, right.Low);
        double d = Times(left.High, right.High);
        return new(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)));

        static double Times(double x, double y) => x == 0 || y == 0 ? 0 : x * y;
    }

    public Interval Intersect(Interval other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));

    public Interval Union(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    public Interval Power(double power)
    {
        if (power < 0)
        {
            Interval positive = Power(-power);
            return positive.Low > 0 ? new(1 / positive.High, 1 / positive.Low)
                : positive.Low == 0 ? NotNegative
                : positive.High < 0 ? new(1 / positive.High, 1 / positive.Low)
                : positive.High == 0 ? new(double.NegativeInfinity, 0)
                : All;
        }

        bool isEven = power % 2 == 0;
        return isEven
            ? new(Low > 0 ? Math.Pow(Low, power) : High < 0 ? Math.Pow(High, power) : 0, Math.Pow(Math.Max(Math.Abs(Low), Math.Abs(High)), power))
            : power % 2 == 1
                ? new(Math.Pow(Low, power), Math.Pow(High, power))
                : new(Math.Pow(Math.Max(Low, 0), power), High < 0 ? 0 : Math.Pow(High, power));
    }

    public Interval Map(Func<double, double> increasing) => new(increasing(Low), increasing(High));
}
