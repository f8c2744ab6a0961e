using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Parsing.Rules;

/// <summary>What concerns the blocks of rows and the threads that do them: it makes no sense for one row, or without threads.</summary>
internal static class ThreadRules
{
    public static IEnumerable<KernelViolation> Check(KernelCandidate candidate)
    {
        string method = candidate.Method.Name;
        CandidateParameter? limit = candidate.Find(Role.MaxDegreeOfParallelism);
        if (limit is not null && !candidate.Options.Values.Parallel)
        {
            yield return new(Rule.LimitWithoutParallel, limit.Syntax.Identifier, method, limit.Symbol.Name);
        }

        if (!IsOneRow(candidate))
        {
            yield break;
        }

        if (candidate.Options.Values.Parallel)
        {
            yield return new(Rule.OneRowIsNotDivided, candidate.Options.Find(nameof(KernelOptions.Parallel))!, method, nameof(KernelOptions.Parallel));
        }

        if (candidate.Find(Role.CancellationToken) is { } token)
        {
            yield return new(Rule.OneRowIsNotDivided, token.Syntax.Identifier, method, token.Symbol.Name);
        }
    }

    private static bool IsOneRow(KernelCandidate candidate) =>
        !candidate.Kernel.HasExperts && candidate.Find(Role.Columns) is null && (candidate.Options.Values.Length == 0 || (candidate.Kernel is { Reduces: true, IsLoss: false } && !candidate.Method.ReturnsVoid));
}
