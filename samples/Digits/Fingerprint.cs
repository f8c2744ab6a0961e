using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Digits;

/// <summary>A digest of every weight's bits: two runs that went the same way to the last bit print the same one.</summary>
internal static class Fingerprint
{
    /// <summary>Short enough to compare by eye.</summary>
    private const int Bytes = 8;

    public static string Of(IEnumerable<ReadOnlyMemory<float>> weights)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadOnlyMemory<float> layer in weights)
        {
            hash.AppendData(MemoryMarshal.AsBytes(layer.Span));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash().AsSpan(0, Bytes));
    }
}
