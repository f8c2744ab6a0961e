using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Locals that only the replaced code used; they go with it.</summary>
internal sealed class UnusedLocals
{
    private readonly List<VariableDeclaratorSyntax> _declarators = [];

    public IEnumerable<SyntaxNode> Nodes => _declarators;

    public static UnusedLocals Find(IEnumerable<ILocalSymbol> candidates, SyntaxNode replaced, SemanticModel model, CancellationToken cancellation) =>
        Find(candidates, [replaced], model, cancellation);

    public static UnusedLocals Find(IEnumerable<ILocalSymbol> candidates, IReadOnlyList<SyntaxNode> replaced, SemanticModel model, CancellationToken cancellation)
    {
        UnusedLocals unused = new();
        List<ILocalSymbol> rest = [.. candidates];

        // A local whose only reader is another unused local is unused too.
        for (bool found = true; found;)
        {
            found = false;
            foreach (ILocalSymbol local in rest.ToArray())
            {
                if (local.DeclaringSyntaxReferences is [var reference]
                    && reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } declarator
                    && LocalValues.References(local, LocalValues.Scope(declarator), model, cancellation).All(name => replaced.Concat(unused.Nodes).Any(node => node.Span.Contains(name.Span))))
                {
                    unused._declarators.Add(declarator);
                    rest.Remove(local);
                    found = true;
                }
            }
        }

        return unused;
    }

    /// <summary>Makes an edit and takes the declarations away.</summary>
    /// <param name="root">The root, with <see cref="Nodes"/> tracked.</param>
    /// <param name="edit">The edit.</param>
    public SyntaxNode Remove(SyntaxNode root, Func<SyntaxNode, SyntaxNode> edit)
    {
        root = edit(root);
        foreach (VariableDeclaratorSyntax declarator in _declarators)
        {
            if (root.GetCurrentNode(declarator) is { Parent: VariableDeclarationSyntax declaration } current)
            {
                SyntaxNode removed = declaration.Variables.Count == 1 ? declaration.Parent! : current;
                root = Statements.Remove(root, removed);
            }
        }

        return root;
    }
}
