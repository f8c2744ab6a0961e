namespace FusedKernels.Verification;

/// <summary>A double as the wide type of float: its errors are 2⁻²⁹ of a float's ulp.</summary>
public readonly record struct WideDouble(double Value) : IWide<WideDouble>
{
    public static WideDouble From(double value) => new(value);

    public static WideDouble operator +(WideDouble left, WideDouble right) => new(left.Value + right.Value);

    public static WideDouble operator -(WideDouble left, WideDouble right) => new(left.Value - right.Value);

    public static WideDouble operator /(WideDouble left, WideDouble right) => new(left.Value / right.Value);

    public static WideDouble Exp(WideDouble value) => new(Math.Exp(value.Value));

    public static WideDouble Log(WideDouble value) => new(Math.Log(value.Value));

    public DoubleDouble ToDoubleDouble() => new(Value, 0);
}
