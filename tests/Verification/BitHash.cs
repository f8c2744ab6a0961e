namespace FusedKernels.Verification;

/// <summary>FNV-1a over 64-bit words: names the bits of a result in a file that people can read.</summary>
public static class BitHash
{
    public const ulong Start = 0xCBF29CE484222325;

    public static ulong Add(ulong hash, ulong word)
    {
        for (int i = 0; i < 64; i += 8)
        {
            hash = (hash ^ ((word >> i) & 0xFF)) * 0x100000001B3;
        }

        return hash;
    }

    public static ulong Add<T>(ulong hash, ReadOnlySpan<T> values)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            hash = Add(hash, Bits.Of(value));
        }

        return hash;
    }
}
