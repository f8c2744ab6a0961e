using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>Hash codes that are the same in every process: the order of a sum follows them, and what is found must not depend on chance.</summary>
internal static class StableHash
{
    public static int Of(string text)
    {
        int hash = -2128831035;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash;
    }

    public static int Of(ISymbol symbol)
    {
        ISymbol definition = symbol.OriginalDefinition;
        return unchecked(Of(definition.Name) + (definition.Locations.IsEmpty ? 0 : definition.Locations[0].SourceSpan.Start * 31));
    }
}
