using System.Runtime.InteropServices;

namespace FusedKernels.Benchmarks.Accuracy;

/// <summary>A running sum that carries its rounding errors along (Neumaier 1974), so that it does not drift with the length.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct NeumaierSum
{
    private double _sum;
    private double _correction;

    public readonly double Value => _sum + _correction;

    public void Add(double term)
    {
        double sum = _sum + term;
        _correction += Math.Abs(_sum) >= Math.Abs(term) ? _sum - sum + term : term - sum + _sum;
        _sum = sum;
    }
}
