namespace FusedKernels.Generator.Tests.Fuzzing;

/// <summary>Edits of source text as a keyboard makes them, from a seed.</summary>
internal static class Mutation
{
    private static readonly string[] Fragments =
    [
        "[", "]", "(", ")", "{", "}", "<", ">", ",", ";", "=", "?", "@", "\"", "/*", "//", "#if ", "\n", " ", "'",
        "partial ", "static ", "class ", "record ", "struct ", "interface ", "ref ", "params ", "this ", "async ", "extern ", "scoped ", "file ", "where T : ",
        "float", "Span<", "ReadOnlySpan<float> ", "T", "logits", "probabilities", "results", "columns", "inner", "temperature", "mask", "bias",
        "[FusedSoftmax]", "[FusedLogSumExp(", "Temperature = ", "Length = ", "-1", "1e999", "(EmptyRowPolicy)9", "[KernelParameter((KernelRole)44)] ", "[KernelParameter]",
        "namespace N;", "void M();", "_", "é", "\\u0041", "\0",
    ];

    public static string Apply(string source, Random random)
    {
        string mutated = source;
        for (int edits = random.Next(1, 5); edits > 0; edits--)
        {
            int position = random.Next(mutated.Length + 1);
            int length = Math.Min(random.Next(1, 16), mutated.Length - position);
            string fragment = Fragments[random.Next(Fragments.Length)];
            mutated = random.Next(5) switch
            {
                0 => mutated[..position],
                1 => mutated.Remove(position, length),
                2 => mutated.Insert(position, fragment),
                3 => mutated.Remove(position, length).Insert(position, fragment),
                _ => mutated.Insert(position, mutated.Substring(position, length)),
            };
        }

        return mutated;
    }
}
