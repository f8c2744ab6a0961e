using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>log p[target] of a softmax, as logits[target] − logsumexp(logits): the probability may be 0 where its logarithm is a number.</summary>
internal static class TargetLogarithm
{
    public static SyntaxNode? Apply(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        IEnumerable<ExpressionSyntax> expressions = node.AncestorsAndSelf().TakeWhile(static each => each is not StatementSyntax).Concat(node.DescendantNodes())
            .Concat(node.FirstAncestorOrSelf<BlockSyntax>()?.DescendantNodes() ?? [])
            .OfType<ExpressionSyntax>();
        foreach (ExpressionSyntax expression in expressions)
        {
            if (MathCalls.LogArgument(expression, model) is { } argument
                && ElementFormula.Bare(argument) is ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax probabilities, ArgumentList.Arguments: [{ Expression: var target }] }
                && Rows.IsRepeatable(target)
                && !IsLoopVariable(target, expression, model, cancellation)
                && model.GetSymbolInfo(probabilities, cancellation).Symbol is ILocalSymbol local
                && LogitsOf(local, expression, model, cancellation) is { } logits
                && Replace(root, expression, logits, target, local, model, cancellation) is { } changed)
            {
                return changed;
            }
        }

        return null;
    }

    private static SyntaxNode? Replace(SyntaxNode root, ExpressionSyntax logarithm, ExpressionSyntax logits, ExpressionSyntax target, ILocalSymbol probabilities, SemanticModel model, CancellationToken cancellation)
    {
        if (RowType.Of(model.GetTypeInfo(logits, cancellation).Type) is not { } type
            || RowType.Of(probabilities.Type)?.Element != type.Element
            || !Rows.IsRepeatable(logits)
            || KernelMethod.Find(KernelKind.LogSumExp, type.Element, logarithm, model, cancellation) is not { } kernel)
        {
            return null;
        }

        // −log p is the positive difference.
        ExpressionSyntax replaced = logarithm;
        while (replaced.Parent is CastExpressionSyntax or ParenthesizedExpressionSyntax && ElementFormula.Bare((ExpressionSyntax)replaced.Parent) == logarithm)
        {
            replaced = (ExpressionSyntax)replaced.Parent;
        }

        bool isNegated = replaced.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression };
        replaced = isNegated ? (ExpressionSyntax)replaced.Parent! : replaced;
        string logSumExp = $"{kernel.Name}({type.Argument(logits)})";
        string element = $"{Exponent.Parenthesized(logits.WithoutTrivia())}[{target.WithoutTrivia()}]";
        string difference = isNegated ? $"{logSumExp} - {element}" : $"{element} - {logSumExp}";
        bool stands = replaced.Parent is EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or AssignmentExpressionSyntax or ArgumentSyntax
            || replaced.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression };
        ExpressionSyntax written = Comments.Keep(replaced, SyntaxFactory.ParseExpression(stands ? difference : $"({difference})"));
        StatementSyntax[] unused = Unused(probabilities, replaced, model, cancellation);
        SyntaxNode changed = kernel.Apply(root, [replaced, .. unused], current => unused.Aggregate(
            current.ReplaceNode(current.GetCurrentNode(replaced)!, written), static (all, statement) => Statements.Remove(all, all.GetCurrentNode(statement)!)));
        return type.IsList ? Usings.Add(changed, "System.Runtime.InteropServices") : changed;
    }

    // The probabilities go where nobody else reads them and one call computed them.
    private static StatementSyntax[] Unused(ILocalSymbol probabilities, SyntaxNode replaced, SemanticModel model, CancellationToken cancellation)
    {
        if (probabilities.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } value, Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration }
            || (value is InvocationExpressionSyntax call && !IsCalledSoftmax(call)))
        {
            return [];
        }

        StatementSyntax[] readers = [.. LocalValues.References(probabilities, LocalValues.Scope(replaced), model, cancellation)
            .Where(name => !replaced.Span.Contains(name.Span))
            .Select(static name => name.FirstAncestorOrSelf<StatementSyntax>()!)];
        return readers.All(static statement => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax invocation } && IsCalledSoftmax(invocation)) ? [declaration, .. readers] : [];
    }

    // In a loop over the classes the log-sum-exp would be computed for each of them.
    private static bool IsLoopVariable(ExpressionSyntax target, SyntaxNode place, SemanticModel model, CancellationToken cancellation) => target is IdentifierNameSyntax name
        && model.GetSymbolInfo(name, cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] }
        && place.Ancestors().OfType<ForStatementSyntax>().Any(loop => loop.Declaration?.Span.Contains(reference.Span) == true);

    /// <summary>The row whose softmax a local holds.</summary>
    private static ExpressionSyntax? LogitsOf(ILocalSymbol probabilities, ExpressionSyntax place, SemanticModel model, CancellationToken cancellation)
    {
        // p = Softmax(x), or Softmax(x, p) before.
        ExpressionSyntax? logits = LocalValues.ValueOf(probabilities, model, cancellation) is InvocationExpressionSyntax { ArgumentList.Arguments: [var only] } call && IsCalledSoftmax(call) ? only.Expression : null;
        foreach (StatementSyntax statement in place.Ancestors().OfType<BlockSyntax>().SelectMany(static block => block.Statements).TakeWhile(statement => statement.SpanStart < place.SpanStart && logits is null))
        {
            if (statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: [var first, var second] } invocation }
                && IsCalledSoftmax(invocation)
                && second.Expression is IdentifierNameSyntax output
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(output, cancellation).Symbol, probabilities))
            {
                logits = first.Expression;
            }
        }

        logits ??= LogitsOfStatements(probabilities, place, model, cancellation);
        return logits is not null && !IsOverwritten(logits, place) && logits.ToString() != probabilities.Name ? logits : null;
    }

    private static ExpressionSyntax? LogitsOfStatements(ILocalSymbol probabilities, ExpressionSyntax place, SemanticModel model, CancellationToken cancellation)
    {
        foreach (BlockSyntax block in place.Ancestors().OfType<BlockSyntax>())
        {
            for (int start = 0; start < block.Statements.Count; start++)
            {
                RowReader reader = new(model, cancellation);
                foreach (StatementSyntax statement in block.Statements.Skip(start).TakeWhile(each => each.SpanStart < place.SpanStart))
                {
                    bool isRead = reader.Read(statement);
                    bool isOutput = reader.Output is { } output && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(output, cancellation).Symbol, probabilities);
                    bool isDeclared = !isRead
                        && statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var value } variable] }
                        && SymbolEqualityComparer.Default.Equals(model.GetDeclaredSymbol(variable, cancellation), probabilities)
                        && value.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(reader.IsNormalized);
                    if ((isOutput || isDeclared) && reader is { IsLogarithm: false, Facts: { Row: { } row, Formula.Temperature: null } })
                    {
                        return row;
                    }
                }
            }
        }

        return null;
    }

    // The diagnostic says that it is one; the name chooses among several calls.
    private static bool IsCalledSoftmax(InvocationExpressionSyntax call)
    {
        string name = (call.Expression switch { MemberAccessExpressionSyntax access => access.Name, var other => other }).ToString();
        return name.IndexOf("softmax", StringComparison.OrdinalIgnoreCase) >= 0 && name.IndexOf("log", StringComparison.OrdinalIgnoreCase) < 0;
    }

    private static bool IsOverwritten(ExpressionSyntax logits, ExpressionSyntax place) => LocalValues.Scope(place).DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Any(assignment => assignment.SpanStart > logits.SpanStart && assignment.SpanStart < place.SpanStart
            && (assignment.Left.ToString() == logits.ToString() || (assignment.Left is ElementAccessExpressionSyntax element && element.Expression.ToString() == logits.ToString())));
}
