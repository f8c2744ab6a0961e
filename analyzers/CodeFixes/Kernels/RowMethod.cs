using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>What a method of the project makes of the row that it is given.</summary>
internal static class RowMethod
{
    // A method that calls a method that sums is the most that anybody writes.
    private const int MaxDepth = 2;

    /// <param name="call">A call of the method.</param>
    /// <param name="given">What the row is before: null where it is the row itself.</param>
    /// <param name="caller">Reads the code around the call.</param>
    /// <param name="model">The document's.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>What it returns, or leaves in its last argument; null where that is not known.</returns>
    public static RowFact? Read(InvocationExpressionSyntax call, RowFact? given, RowReader caller, SemanticModel model, CancellationToken cancellation)
    {
        if (caller.Depth >= MaxDepth
            || model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol { IsVirtual: false, IsAbstract: false, IsOverride: false, Parameters: { Length: 1 or 2 } parameters, DeclaringSyntaxReferences: [var reference] } method
            || call.ArgumentList.Arguments.Count != parameters.Length
            || call.ArgumentList.Arguments.Any(static each => each.NameColon is not null))
        {
            return null;
        }

        (ExpressionSyntax? returned, BlockSyntax? block) = reference.GetSyntax(cancellation) switch
        {
            MethodDeclarationSyntax declaration => (declaration.ExpressionBody?.Expression, declaration.Body),
            LocalFunctionStatementSyntax local => (local.ExpressionBody?.Expression, local.Body),
            _ => (null, null),
        };
        SemanticModel inside = reference.SyntaxTree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(reference.SyntaxTree);
        RowReader reader = new(inside, cancellation, caller.Depth + 1);
        if (given is { } fact)
        {
            reader.Facts.Learn(parameters[0], fact);
        }

        if (method.ReturnsVoid && returned is InvocationExpressionSyntax only && !reader.Read(only))
        {
            return null;
        }

        foreach (StatementSyntax statement in block?.Statements ?? [])
        {
            if (statement is ReturnStatementSyntax { Expression: { } value })
            {
                returned = value;
            }
            else if (!reader.Read(statement) && statement is not LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: ArrayCreationExpressionSyntax { Initializer: null } }] })
            {
                return null;
            }
        }

        if (reader.Extent.Length is not null || !reader.Extent.IsConsistent)
        {
            return null;
        }

        RowFact? result = !method.ReturnsVoid ? returned is null ? null : reader.FactOf(returned)
            : !reader.IsLogarithm && reader.Output?.ToString() == parameters[parameters.Length - 1].Name ? RowFact.Probabilities
            : reader.Facts[parameters[parameters.Length - 1]];

        // Without a row of its own it has seen none but the exponentials.
        if (given is null && (reader.Facts.Row?.ToString() != parameters[0].Name || reader.Facts.Formula is not { Temperature: null }))
        {
            return null;
        }

        // A shift that only the method knows is none for the caller's exponentials.
        return result == RowFact.Probabilities || reader.Facts.Formula?.Shift is null ? result : null;
    }
}
