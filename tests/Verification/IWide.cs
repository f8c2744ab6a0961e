namespace FusedKernels.Verification;

/// <summary>Arithmetic wider than the kernels' own: what a reference needs and nothing more.</summary>
public interface IWide<TSelf>
    where TSelf : struct, IWide<TSelf>
{
    static abstract TSelf From(double value);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf Exp(TSelf value);

    static abstract TSelf Log(TSelf value);

    DoubleDouble ToDoubleDouble();
}
