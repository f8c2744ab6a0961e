using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>Statements that compute one row, replaced by the call of a kernel.</summary>
internal sealed class RowRewrite
{
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellation;
    private readonly RowReader _reader;
    private readonly List<StatementSyntax> _read = [];

    private RowRewrite(SemanticModel model, CancellationToken cancellation) => (_model, _cancellation, _reader) = (model, cancellation, new RowReader(model, cancellation));

    /// <summary>The root with a kernel in place of the statements around a node, or nothing where they are not the known ones alone.</summary>
    public static SyntaxNode? Apply(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        foreach (ExpressionSyntax expression in Candidates.At(node))
        {
            if (new RowRewrite(model, cancellation).ReplaceExpression(root, expression) is { } changed)
            {
                return changed;
            }
        }

        foreach (IReadOnlyList<StatementSyntax> statements in node.AncestorsAndSelf().Select(Statements.In))
        {
            for (int start = 0; start < statements.Count; start++)
            {
                if (new RowRewrite(model, cancellation).Apply(root, node, statements.Skip(start)) is { } changed)
                {
                    return changed;
                }
            }
        }

        return null;
    }

    private SyntaxNode? Apply(SyntaxNode root, SyntaxNode node, IEnumerable<StatementSyntax> statements)
    {
        foreach (StatementSyntax statement in statements)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_reader.Read(statement))
            {
                _read.Add(statement);
                if (_reader.Output is { } output)
                {
                    if (Covers(node, statement))
                    {
                        return ReplaceLoop(root, statement, output);
                    }

                    if (!_reader.Continue())
                    {
                        return null;
                    }
                }
            }
            else if (statement.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(_reader.IsNormalized) is { } normalized)
            {
                return Covers(node, statement) ? ReplaceLinq(root, statement, normalized) : null;
            }
            else if (statement.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(IsLogSumExp) is { } logarithm)
            {
                return Covers(node, statement) ? ReplaceLogarithm(root, statement, logarithm) : null;
            }
            else if (_read.Count == 0 || Mentions(statement))
            {
                return null;
            }
        }

        return null;
    }

    private KernelKind Kind => _reader.IsLogarithm ? KernelKind.LogSoftmax : KernelKind.Softmax;

    private bool Covers(SyntaxNode node, StatementSyntax last) => _read.Append(last).Any(statement => statement.Span.IntersectsWith(node.Span));

    private bool Mentions(SyntaxNode statement) => statement.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Any(name => _reader.Facts[_model.GetSymbolInfo(name, _cancellation).Symbol] is not (null or RowFact.Start));

    private bool IsLogSumExp(ExpressionSyntax expression)
    {
        if (ElementFormula.Bare(expression) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum)
        {
            return AreParts(sum.Left, sum.Right);
        }

        if (MinuendOf(expression) is not null)
        {
            return true;
        }

        return MathCalls.Logarithm(ElementFormula.Bare(expression), _model) is var (argument, _) && _reader.IsSum(argument) && _reader.Facts.Formula is { Shift: null };
    }

    // a − max − log s
    private ExpressionSyntax? MinuendOf(ExpressionSyntax expression) =>
        ElementFormula.Bare(expression) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression } outer
        && ElementFormula.Bare(outer.Left) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression } inner
        && AreParts(inner.Right, outer.Right)
            ? inner.Left
            : null;

    // The maximum, and the logarithm of what is left without it.
    private bool AreParts(ExpressionSyntax first, ExpressionSyntax second) =>
        ((_reader.IsMax(first) && IsLogarithm(second)) || (_reader.IsMax(second) && IsLogarithm(first)))
        && _reader.Facts.Formula?.Shift is { } shift
        && _reader.IsMax(shift);

    private bool IsLogarithm(ExpressionSyntax expression) => MathCalls.LogArgument(ElementFormula.Bare(expression), _model) is { } sum && _reader.IsSum(sum);

    // log Σ exp(x) in one expression, wherever it stands.
    private SyntaxNode? ReplaceExpression(SyntaxNode root, ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax
        && IsLogSumExp(expression)
        && Row() is var (row, type)
        && _model.GetTypeInfo(expression, _cancellation).Type?.SpecialType == type.Element
        && KernelMethod.Find(KernelKind.LogSumExp, type.Element, expression, _model, _cancellation, _reader.Facts.Formula!.Temperature is not null) is { } kernel
            ? WithImports(type, kernel.Apply(root, [expression], current => current.ReplaceNode(current.GetCurrentNode(expression)!, Comments.Keep(expression, LogSumExp(kernel, row, type, expression)))))
            : null;

    private static SyntaxNode WithImports(RowType type, SyntaxNode root) => type.IsList ? Usings.Add(root, "System.Runtime.InteropServices") : root;

    private SyntaxNode? ReplaceLoop(SyntaxNode root, StatementSyntax last, ExpressionSyntax output)
    {
        if (Row() is not var (row, type) || RowType.Of(_model.GetTypeInfo(output, _cancellation).Type) is not { } outputType || outputType.Element != type.Element || !outputType.IsKnownIn(_reader.Extent))
        {
            return null;
        }

        // The output may be declared as the exponentials themselves: then it is declared as an empty row instead.
        ISymbol? symbol = _model.GetSymbolInfo(output, _cancellation).Symbol;
        LocalDeclarationStatementSyntax? declaration = _read.OfType<LocalDeclarationStatementSyntax>()
            .FirstOrDefault(each => each.Declaration.Variables.Any(variable => SymbolEqualityComparer.Default.Equals(_model.GetDeclaredSymbol(variable, _cancellation), symbol)));
        if (declaration is not null && (outputType.IsList || declaration.Declaration.Variables.Count > 1))
        {
            return null;
        }

        ExpressionSyntax? target = _reader.Extent.Length is not null ? outputType.Argument(output, _reader.Extent)
            : declaration is not null || outputType.IsList ? outputType.Argument(output)
            : Rows.WithLengthOf(output, row, _model, _cancellation);
        return target is null ? null : Replace(root, last, Kind, type, declaration, symbol, (kernel, indentation, endOfLine) =>
            [Statement($"{Call(kernel, row, type, target)};", indentation, endOfLine)]);
    }

    private SyntaxNode? ReplaceLinq(SyntaxNode root, StatementSyntax last, ExpressionSyntax normalized)
    {
        ExpressionSyntax whole = normalized.Parent as ParenthesizedExpressionSyntax ?? normalized;
        ExpressionSyntax chain = whole.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray", Parent: InvocationExpressionSyntax collected } ? collected : whole;
        if (Row() is not var (row, type) || ElementOf(_model.GetTypeInfo(chain, _cancellation).Type) != type.Element || (chain == whole && whole.Parent is MemberAccessExpressionSyntax))
        {
            return null;
        }

        string allocation = $"new {type.Keyword}[{type.SizeOf(row, _reader.Extent)}]";
        switch (last)
        {
            case ReturnStatementSyntax statement when statement.Expression == chain:
                string name = FreeNames.At(last, Kind.Output!);
                return Replace(root, last, Kind, type, null, null, (kernel, indentation, endOfLine) =>
                [
                    Statement($"{type.Keyword}[] {name} = {allocation};", indentation, endOfLine),
                    Statement($"{Call(kernel, row, type, SyntaxFactory.IdentifierName(name))};", indentation, endOfLine),
                    Statement($"return {name};", indentation, endOfLine),
                ]);
            case LocalDeclarationStatementSyntax { Declaration: { Variables: [{ Initializer.Value: var value } variable], Type: var declared } } when value == chain && (declared.IsVar || declared is ArrayTypeSyntax):
                return Replace(root, last, Kind, type, null, null, (kernel, indentation, endOfLine) =>
                [
                    Statement($"{declared} {variable.Identifier} = {allocation};", indentation, endOfLine),
                    Statement($"{Call(kernel, row, type, SyntaxFactory.IdentifierName(variable.Identifier))};", indentation, endOfLine),
                ]);
            default:
                return null;
        }
    }

    private SyntaxNode? ReplaceLogarithm(SyntaxNode root, StatementSyntax last, ExpressionSyntax logarithm)
    {
        if (Row() is not var (row, type) || _model.GetTypeInfo(logarithm, _cancellation).Type?.SpecialType != type.Element || last is not (ReturnStatementSyntax or LocalDeclarationStatementSyntax or ExpressionStatementSyntax))
        {
            return null;
        }

        return Replace(root, last, KernelKind.LogSumExp, type, null, null, (kernel, _, _) =>
        {
            return [last.ReplaceNode(logarithm, LogSumExp(kernel, row, type, logarithm).WithTriviaFrom(logarithm))];
        });
    }

    private SyntaxNode? Replace(
        SyntaxNode root,
        StatementSyntax last,
        KernelKind kind,
        RowType type,
        LocalDeclarationStatementSyntax? emptied,
        ISymbol? output,
        Func<KernelMethod, string, string, StatementSyntax[]> write)
    {
        bool takesTemperature = _reader.Facts.Formula!.Temperature is not null;
        StatementSyntax[] removed = [.. _read.Where(statement => statement != last && statement != emptied && IsPartOfIt(statement))];
        if (KernelMethod.Find(kind, type.Element, last, _model, _cancellation, takesTemperature) is not { } kernel || IsUsedElsewhere([.. removed, last], output, emptied))
        {
            return null;
        }

        (string indentation, string endOfLine) = Statements.Layout(last);
        StatementSyntax[] written = write(kernel, indentation, endOfLine);
        written[0] = written[0].WithLeadingTrivia(last.GetLeadingTrivia());
        written[^1] = written[^1].WithTrailingTrivia(last.GetTrailingTrivia());
        IEnumerable<ILocalSymbol> rows = _reader.Facts.Symbols.OfType<ILocalSymbol>().Where(local => _reader.Facts[local] is RowFact.Exponentials or RowFact.Probabilities && !SymbolEqualityComparer.Default.Equals(local, output));
        UnusedLocals unused = UnusedLocals.Find(rows, [.. removed, last], _model, _cancellation);
        List<SyntaxNode> tracked = [.. removed, last, .. unused.Nodes];
        if (emptied is not null)
        {
            tracked.Add(emptied);
        }

        SyntaxNode changed = kernel.Apply(root, tracked, current =>
        {
            current = Statements.Replace(current, current.GetCurrentNode(last)!, written);
            foreach (StatementSyntax statement in removed)
            {
                if (current.GetCurrentNode(statement) is { } gone)
                {
                    current = Statements.Remove(current, gone);
                }
            }

            if (emptied is not null && current.GetCurrentNode(emptied) is { } declaration)
            {
                VariableDeclaratorSyntax variable = declaration.Declaration.Variables[0];
                ExpressionSyntax row = SyntaxFactory.ParseExpression($"new {type.Keyword}[{type.SizeOf(Row()!.Value.Row, _reader.Extent)}]");
                current = current.ReplaceNode(variable.Initializer!.Value, row);
            }

            return unused.Remove(current, static node => node);
        });
        return WithImports(type, changed);
    }

    // What is read but became nothing of the row is somebody else's.
    private bool IsPartOfIt(StatementSyntax statement) => statement is ForStatementSyntax or ForEachStatementSyntax || Assigned(statement).All(symbol => _reader.Facts[symbol] is not (null or RowFact.Start));

    private IEnumerable<ISymbol?> Assigned(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax declaration => declaration.Declaration.Variables.Select(variable => _model.GetDeclaredSymbol(variable, _cancellation)),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => [_model.GetSymbolInfo(assignment.Left, _cancellation).Symbol],
        _ => [],
    };

    private bool IsUsedElsewhere(IReadOnlyList<SyntaxNode> own, ISymbol? output, SyntaxNode? emptied)
    {
        SyntaxNode scope = LocalValues.Scope(own[0]);
        ISymbol? row = _model.GetSymbolInfo(_reader.Facts.Row!, _cancellation).Symbol;
        foreach (ISymbol symbol in _reader.Facts.Symbols.Where(symbol => _reader.Facts[symbol] != RowFact.Start))
        {
            bool isOwn = SymbolEqualityComparer.Default.Equals(symbol, output) || SymbolEqualityComparer.Default.Equals(symbol, row);
            if (!isOwn && (symbol is not ILocalSymbol || LocalValues.References(symbol, scope, _model, _cancellation).Any(name => !own.Append(emptied).Any(node => node?.Span.Contains(name.Span) == true))))
            {
                return true;
            }
        }

        return false;
    }

    private (ExpressionSyntax Row, RowType Type)? Row()
    {
        if (!_reader.Extent.IsConsistent)
        {
            return null;
        }

        ExpressionSyntax? row = _reader.Facts.Row;
        if (row is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray" } copied, ArgumentList.Arguments.Count: 0 })
        {
            row = copied.Expression;
        }

        return row is not null && _reader.Facts.Formula is not null && Rows.IsRepeatable(row) && RowType.Of(_model.GetTypeInfo(row, _cancellation).Type) is { } type && type.IsKnownIn(_reader.Extent) ? (row, type) : null;
    }

    // To the base that the logarithm has.
    private ExpressionSyntax LogSumExp(KernelMethod kernel, ExpressionSyntax row, RowType type, ExpressionSyntax logarithm)
    {
        string call = Call(kernel, row, type, null);
        if (MinuendOf(logarithm) is { } minuend)
        {
            ExpressionSyntax difference = SyntaxFactory.ParseExpression($"{minuend} - {call}");
            return logarithm is ParenthesizedExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(difference) : Parentheses.AroundSum(difference, logarithm);
        }

        if (MathCalls.Logarithm(ElementFormula.Bare(logarithm), _model) is not var (_, @base) || @base == Math.E)
        {
            return SyntaxFactory.ParseExpression(call);
        }

        string quotient = $"{call} / {MathCalls.ClassOf(type.Element == SpecialType.System_Single, _model, logarithm.SpanStart)}.Log({Exponent.Literal(@base, type.Element == SpecialType.System_Single)})";
        return SyntaxFactory.ParseExpression(logarithm.Parent is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or CastExpressionSyntax ? $"({quotient})" : quotient);
    }

    private string Call(KernelMethod kernel, ExpressionSyntax row, RowType type, ExpressionSyntax? output)
    {
        string arguments = type.Argument(row, _reader.Extent).ToString() + (output is null ? "" : ", " + output.WithoutTrivia());
        return $"{kernel.Name}({arguments}{type.TemperatureArgument(_reader.Facts.Formula!.Temperature, _model)})";
    }

    private static StatementSyntax Statement(string text, string indentation, string endOfLine) => SyntaxFactory.ParseStatement(indentation + text + endOfLine);

    private static SpecialType ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.SpecialType,
        INamedTypeSymbol { Name: "IEnumerable", TypeArguments: [var element] } => element.SpecialType,
        _ => SpecialType.None,
    };
}
