namespace FusedKernels.Generator.Lowering.Functions;

/// <summary>
/// x · Φ(x) and its derivative Φ(x) + x · φ(x) on each lane, within 2 units in the last place of the larger of 1 and |x|; Φ and φ are the standard normal
/// distribution's function and density.
/// </summary>
/// <remarks>
/// With a = |x|, Φ(−a) = exp(−a² / 2) · t · p(t − middle), t = c / (c + a), c = 2√2: one polynomial for all a, by Chebyshev interpolation
/// (<c>eng/fit-normal-tail.py</c>). The rounding error of a² / 2 in the exponential is that of Φ(−a) · a² / 2, which is never more than a few percent.
/// From |x| = 40 on Φ(−a) is 0. +∞ for +∞, NaN for NaN.
/// </remarks>
internal static class GeluFunction
{
    /// <summary>The middle of the interval of t that the floats' polynomial was fitted on: a in [0, 7].</summary>
    private const double SingleMiddle = 0.6438901204051626;

    /// <summary>For doubles: a in [0, 10].</summary>
    private const double DoubleMiddle = 0.6102406046057712;

    /// <summary>From the constant on: a relative error of 1.1e-9.</summary>
    private static readonly double[] SingleCoefficients =
    [
        0.31079730402691885, 0.427417061636937, 0.2990434067253966, 0.015834340338359856, -0.10643103076195008, -0.004360097890235312,
        0.053471165443273565, -0.014509682818881922, -0.02505162168992064, 0.017336023507501762, 0.005073303406159739,
    ];

    /// <summary>From the constant on: a relative error of 6e-18 before they are rounded.</summary>
    private static readonly double[] DoubleCoefficients =
    [
        0.29675279104342883, 0.4073616986717745, 0.2967246639101073, 0.030068534593826208, -0.1047777439273222, -0.01541827540334335,
        0.05617961184666149, -0.007654751590269753, -0.03142699153307969, 0.02127624011680423, 0.008916107928686069, -0.021682784412158696,
        0.009756141793741124, 0.009037722744375958, -0.016009771321030805, 0.007608634689659576, 0.006308606447092708, -0.0140391575084176,
        0.009229384296914818, 0.00592776378723305, -0.0140362468549388, 0.0024160174961550683, 0.005993261920343125,
    ];

    /// <param name="body">Where the statements go.</param>
    /// <param name="unit">The temperature 1.</param>
    /// <param name="x">The argument.</param>
    public static string Lower(PassBody body, TemperatureText unit, string x)
    {
        Target target = body.Target;
        (string size, _, string tail) = Tail(body, unit, x);
        string left = body.Let("left", $"{size} * {tail}");
        string negative = target.Greater(body.Broadcast("zero", body.Element.Literal(0)), x);
        return body.Let("gelu", target.Select(negative, $"(-{left})", $"{x} - {left}"));
    }

    /// <inheritdoc cref="Lower"/>
    public static string LowerDerivative(PassBody body, TemperatureText unit, string x)
    {
        Target target = body.Target;
        (string size, string exponential, string tail) = Tail(body, unit, x);
        string negative = target.Greater(body.Broadcast("zero", body.Element.Literal(0)), x);
        string density = body.Let("density", $"{size} * {exponential} * {body.Broadcast("rootOfTau", body.Element.Literal(0.39894228040143268))}");
        string slope = body.Let("slope", $"{density} - {tail}");
        return body.Let("derivative", target.Select(negative, $"(-{slope})", $"{body.Broadcast("one", body.Element.Literal(1))} + {slope}"));
    }

    /// <summary>a, exp(−a² / 2) and Φ(−a); a is no more than 40.</summary>
    private static (string Size, string Exponential, string Tail) Tail(PassBody body, TemperatureText unit, string x)
    {
        Target target = body.Target;
        Element element = body.Element;
        string size = body.Let("size", target.Max(element, $"(-{x})", x));
        body.Let("size", target.Min(element, body.Broadcast("largest", element.Literal(40)), size));
        string exponential = UnitExp.Lower(body, unit, body.Let("square", $"({size} * {body.Broadcast("minusHalf", element.Literal(-0.5))}) * {size}"), rest: null);
        string scale = body.Broadcast("rootOfEight", element.Literal(Math.Sqrt(8)));
        string t = body.Let("t", $"{scale} / ({scale} + {size})");
        string s = body.Let("s", $"{t} - {body.Broadcast("middle", element.Literal(element == Element.Single ? SingleMiddle : DoubleMiddle))}");
        double[] coefficients = element == Element.Single ? SingleCoefficients : DoubleCoefficients;
        int power = coefficients.Length - 1;
        string polynomial = Coefficient(power);
        while (--power >= 0)
        {
            polynomial = body.Let("polynomial", target.Fma(element, polynomial, s, Coefficient(power)));
        }

        return (size, exponential, body.Let("tail", $"({exponential} * {t}) * {polynomial}"));

        string Coefficient(int index) => body.Broadcast("q" + index, element.Literal(coefficients[index]));
    }
}
