using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Analyzers.Values;

/// <summary>Walks every body of a file that has an exponential once, for all rules.</summary>
internal static class BodyTable
{
    private const int RoundsOfReaders = 2;

    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<SyntaxTree, Walked>> Tables = new();

    public static IReadOnlyList<Site> SitesOf(SemanticModel model, CancellationToken cancellation) => Tables
        .GetValue(model.Compilation, static _ => new())
        .GetOrAdd(model.SyntaxTree, static _ => new())
        .SitesOf(model, cancellation);

    private static List<Site> Walk(SemanticModel model, CancellationToken cancellation)
    {
        ExponentialWrappers.FileScan scan = ExponentialWrappers.Scan(model.SyntaxTree);
        int[] positions = [.. scan.Positions, .. ExponentialWrappers.Of(model.Compilation).In(scan.Text)];
        SyntaxNode[] beside = [.. PartialTypes.Of(model.Compilation).BodiesBeside(model.SyntaxTree)];
        if (positions.Length == 0 && beside.Length == 0)
        {
            return [];
        }

        SourceMethods methods = new(model);
        List<Site> sites = [];
        HeldExponentials held = new();
        PrivateCalls calls = new(model, methods);
        foreach (SyntaxNode body in beside)
        {
            if (methods.ModelOf(body.SyntaxTree) is { } other && other.GetOperation(body, cancellation) is { } operation)
            {
                held.Add(body, new State(), BodyWalker.Walk(operation, methods, new State(), cancellation).After, other);
            }
        }

        SyntaxNode root = model.SyntaxTree.GetRoot(cancellation);
        foreach (SyntaxNode body in MemberBodies.Around(root, positions))
        {
            Through(body, new State());
        }

        // What one reads, such as the exponentials, another may read in turn, such as their sum.
        for (int round = 0; round < RoundsOfReaders; round++)
        {
            foreach ((SyntaxNode body, State before) in held.Readers(model.SyntaxTree))
            {
                Through(body, before);
            }
        }

        return sites;

        void Through(SyntaxNode body, State before)
        {
            if (model.GetOperation(body, cancellation) is { } operation)
            {
                BodyWalker walker = BodyWalker.Walk(operation, methods, before.Clone(), cancellation);
                if (FilledFields.Before(body, walker.Sites, AfterOf) is { } filled)
                {
                    walker = BodyWalker.Walk(operation, methods, filled, cancellation);
                }

                sites.AddRange(walker.Sites.Select(each => each with { AsCalled = (site, stop) => calls.Of(site, body, stop) }));
                held.Add(body, before, walker.After, model);
                calls.Add(body, walker);
            }
        }

        State? AfterOf(SyntaxNode body) => model.GetOperation(body, cancellation) is { } operation
            ? BodyWalker.Walk(operation, methods, new State(), cancellation).After
            : null;
    }

    /// <summary>Rules that come at the same time wait for one walk; one that is cancelled leaves it to the next.</summary>
    private sealed class Walked
    {
        private readonly object _gate = new();
        private List<Site>? _sites;

        public IReadOnlyList<Site> SitesOf(SemanticModel model, CancellationToken cancellation)
        {
            lock (_gate)
            {
                return _sites ??= Walk(model, cancellation);
            }
        }
    }
}
