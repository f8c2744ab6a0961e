using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>log p[target] of a softmax, as logits[target] − logsumexp(logits): the probability may be 0 where its logarithm is a number.</summary>
internal sealed class TargetLogarithm
{
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellation;
    private readonly ExpressionSyntax _logarithm;
    private readonly RowReader _reader;
    private readonly List<StatementSyntax> _read = [];

    private TargetLogarithm(ExpressionSyntax logarithm, SemanticModel model, CancellationToken cancellation) =>
        (_logarithm, _model, _cancellation, _reader) = (logarithm, model, cancellation, new RowReader(model, cancellation));

    public static SyntaxNode? Apply(SyntaxNode root, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        IEnumerable<ExpressionSyntax> inBlock = node.AncestorsAndSelf().FirstOrDefault(static each => Statements.In(each).Count > 0)?.DescendantNodes().OfType<ExpressionSyntax>() ?? [];
        foreach (ExpressionSyntax expression in Candidates.At(node).Concat(inBlock))
        {
            if (MathCalls.LogArgument(expression, model) is { } argument && Replace(root, expression, argument, model, cancellation) is { } changed)
            {
                return changed;
            }
        }

        return null;
    }

    /// <summary>The root without the logarithm of a probability.</summary>
    public static SyntaxNode? Replace(SyntaxNode root, ExpressionSyntax logarithm, ExpressionSyntax argument, SemanticModel model, CancellationToken cancellation)
    {
        // Nothing but the expression, then the statements before it.
        if (new TargetLogarithm(logarithm, model, cancellation).Replace(root, argument) is { } alone)
        {
            return alone;
        }

        foreach (IReadOnlyList<StatementSyntax> statements in logarithm.Ancestors().Select(Statements.In))
        {
            for (int start = 0; start < statements.Count && statements[start].SpanStart < logarithm.SpanStart; start++)
            {
                TargetLogarithm candidate = new(logarithm, model, cancellation);
                candidate.Read(statements.Skip(start).TakeWhile(each => each.Span.End <= logarithm.SpanStart));
                if (candidate._read.Count > 0 && candidate.Replace(root, argument) is { } changed)
                {
                    return changed;
                }
            }
        }

        return null;
    }

    private void Read(IEnumerable<StatementSyntax> statements)
    {
        foreach (StatementSyntax statement in statements)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (_reader.Read(statement))
            {
                _read.Add(statement);
                _reader.Continue();
            }
            else if (_read.Count == 0)
            {
                return;
            }
            else if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } value } variable] }
                && _reader.FactOf(value) == RowFact.Probabilities
                && _reader.Facts.Learn(_model.GetDeclaredSymbol(variable, _cancellation), RowFact.Probabilities))
            {
                _read.Add(statement);
            }
        }
    }

    private SyntaxNode? Replace(SyntaxNode root, ExpressionSyntax argument)
    {
        // A probability may have a name.
        List<StatementSyntax> names = [];
        while (ElementFormula.Bare(argument) is IdentifierNameSyntax name
            && _model.GetSymbolInfo(name, _cancellation).Symbol is ILocalSymbol local
            && LocalValues.ValueOf(local, _model, _cancellation) is { } value
            && LocalValues.IsUnchanged(value, name, _model, _cancellation)
            && value.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Declaration.Variables.Count: 1 } declaration)
        {
            argument = value;
            names.Add(declaration);
        }

        ExpressionSyntax? target = _reader.TargetOf(argument);
        ProbabilityWalk? walk = target is null ? ProbabilityWalk.Find(argument, _reader, _model, _cancellation) : null;
        if ((target is null && walk is null)
            || !_reader.Extent.IsConsistent
            || _reader.Facts is not { Row: { } logits, Formula.Temperature: var temperature }
            || (target is not null && !Rows.IsRepeatable(target)) || !Rows.IsRepeatable(logits) || (temperature is not null && !Rows.IsRepeatable(temperature))
            || RowType.Of(_model.GetTypeInfo(logits, _cancellation).Type) is not { } type || !type.IsKnownIn(_reader.Extent)
            || (_model.GetTypeInfo(_logarithm, _cancellation).Type?.SpecialType != type.Element && type.Element != SpecialType.System_Single)
            || KernelMethod.Find(KernelKind.LogSumExp, type.Element, _logarithm, _model, _cancellation, temperature is not null) is not { } kernel)
        {
            return null;
        }

        StatementSyntax? loop = Repeated(target, walk);
        if (IsWritten(logits, loop) || (walk is not null && loop is null) || (loop is not null && (Statements.In(loop.Parent!).Count == 0 || IsMadeIn(loop, logits) || (temperature is not null && IsMadeIn(loop, temperature)))))
        {
            return null;
        }

        // −log p is the positive difference.
        ExpressionSyntax replaced = _logarithm;
        while (replaced.Parent is CastExpressionSyntax or ParenthesizedExpressionSyntax && ElementFormula.Bare((ExpressionSyntax)replaced.Parent) == _logarithm)
        {
            replaced = (ExpressionSyntax)replaced.Parent;
        }

        bool isNegated = replaced.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression };
        replaced = isNegated ? (ExpressionSyntax)replaced.Parent! : replaced;
        string call = $"{kernel.Name}({type.Argument(logits, _reader.Extent)}{type.TemperatureArgument(temperature, _model)})";
        LocalDeclarationStatementSyntax? known = loop is null ? null : Known(loop, call);
        string logSumExp = loop is null ? call : known?.Declaration.Variables[0].Identifier.Text ?? FreeNames.At(loop, "logSumExp");
        ExpressionSyntax? offset = _reader.Extent.OffsetOf(logits);
        string element = (walk is not null ? walk.Element(logits, offset) : Rows.Element(logits, offset, target!.WithoutTrivia().ToString()))
            + (temperature is null ? "" : $" / {Exponent.Parenthesized(temperature.WithoutTrivia())}");
        element = loop is null && IsInferred(replaced) && KeywordOf(_logarithm) != type.Keyword ? $"({KeywordOf(_logarithm)}){element}" : element;
        string difference = isNegated ? $"{logSumExp} - {element}" : $"{element} - {logSumExp}";
        ExpressionSyntax written = Comments.Keep(replaced, Parentheses.AroundSum(SyntaxFactory.ParseExpression(difference), replaced));
        StatementSyntax[] unused = Unused(replaced, walk, names);
        string endOfLine = Usings.EndOfLine(root);
        IEnumerable<SyntaxNode?> tracked = [replaced, walk?.Node, loop, .. unused];
        SyntaxNode changed = kernel.Apply(root, tracked.OfType<SyntaxNode>().Distinct(), current =>
        {
            current = current.ReplaceNode(current.GetCurrentNode(replaced)!, written);
            if (walk is not null)
            {
                // A loop that is tracked itself stays so.
                SyntaxNode before = current.GetCurrentNode(walk.Node)!;
                current = current.ReplaceNode(before, before.CopyAnnotationsTo(walk.Rewrite(before, logits, _model, endOfLine)));
            }

            if (loop is not null && known is null)
            {
                (string indentation, string lineEnd) = Statements.Layout(loop);
                StatementSyntax declaration = SyntaxFactory.ParseStatement($"{indentation}{KeywordOf(_logarithm)} {logSumExp} = {call};{lineEnd}");
                current = Statements.Insert(current, current.GetCurrentNode(loop)!, [declaration]);
            }

            return unused.Aggregate(current, static (all, statement) => Statements.Remove(all, all.GetCurrentNode(statement)!));
        });
        return type.IsList ? Usings.Add(changed, "System.Runtime.InteropServices") : changed;
    }

    // What computed the probabilities goes where nobody else reads any of it.
    private StatementSyntax[] Unused(SyntaxNode replaced, ProbabilityWalk? walk, List<StatementSyntax> names)
    {
        SyntaxNode[] left = walk?.Left is { } sequence ? [replaced, sequence] : [replaced];
        StatementSyntax[] namesAlone = [.. names.Where(name => IsReadOnlyIn(_model.GetDeclaredSymbol(((LocalDeclarationStatementSyntax)name).Declaration.Variables[0], _cancellation)!, [.. left, .. names]))];
        StatementSyntax[] own = [.. _read.Where(statement => !Declares(statement, RowFact.Start))];
        string? row = _reader.Facts.Row?.ToString();
        bool isAlone = namesAlone.Length == names.Count && _reader.Facts.Symbols.All(symbol =>
            _reader.Facts[symbol] is RowFact.Start || symbol.Name == row || (symbol is ILocalSymbol && IsReadOnlyIn(symbol, [.. left, .. names, .. _read])));
        StatementSyntax[] started = [.. _read.Where(statement => Declares(statement, RowFact.Start) && ((LocalDeclarationStatementSyntax)statement).Declaration.Variables.All(variable => IsReadOnlyIn(_model.GetDeclaredSymbol(variable, _cancellation)!, own)))];
        return isAlone ? [.. names, .. own, .. started, .. Allocations([.. left, .. names, .. _read])] : namesAlone;
    }

    // Rows that are declared empty and filled by what goes.
    private IEnumerable<StatementSyntax> Allocations(IReadOnlyList<SyntaxNode> own) => _reader.Facts.Symbols
        .OfType<ILocalSymbol>()
        .Where(local => IsReadOnlyIn(local, own) && local.Name != _reader.Facts.Row?.ToString())
        .Select(local => local.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax(_cancellation) is VariableDeclaratorSyntax { Initializer.Value: ArrayCreationExpressionSyntax or StackAllocArrayCreationExpressionSyntax, Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration } ? declaration : null)
        .OfType<StatementSyntax>()
        .Except(_read);

    private bool IsReadOnlyIn(ISymbol symbol, IReadOnlyList<SyntaxNode> own) =>
        LocalValues.References(symbol, LocalValues.Member(_logarithm), _model, _cancellation).All(name => own.Any(node => node.Span.Contains(name.Span)));

    private bool Declares(StatementSyntax statement, RowFact fact) =>
        statement is LocalDeclarationStatementSyntax declaration && declaration.Declaration.Variables.Any(variable => _reader.Facts[_model.GetDeclaredSymbol(variable, _cancellation)] == fact);

    // In a loop over the classes, or in a function of one, the log-sum-exp would be computed for each of them.
    private StatementSyntax? Repeated(ExpressionSyntax? target, ProbabilityWalk? walk)
    {
        if (_read.Count == 0)
        {
            return target is null ? walk!.Node.FirstAncestorOrSelf<StatementSyntax>() : LoopOver(target);
        }

        StatementSyntax? statement = Statements.In(_read[0].Parent!).FirstOrDefault(each => each.Span.Contains(_logarithm.Span));
        bool repeats = statement is not null && _logarithm.Ancestors().TakeWhile(each => each != statement.Parent).Any(static each =>
            each is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or AnonymousFunctionExpressionSyntax);
        return repeats ? statement : null;
    }

    private ForStatementSyntax? LoopOver(ExpressionSyntax target) => target is IdentifierNameSyntax name
        && _model.GetSymbolInfo(name, _cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] }
            ? _logarithm.Ancestors().OfType<ForStatementSyntax>().FirstOrDefault(loop => loop.Declaration?.Span.Contains(reference.Span) == true)
            : null;

    private bool IsWritten(ExpressionSyntax logits, StatementSyntax? loop)
    {
        int end = loop?.Span.End ?? _logarithm.SpanStart;
        string row = logits.ToString();
        return LocalValues.Member(_logarithm).DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            assignment.SpanStart > logits.SpanStart && assignment.SpanStart < end
            && (assignment.Left.ToString() == row || (assignment.Left is ElementAccessExpressionSyntax element && element.Expression.ToString() == row)))
            || _reader.Facts.Symbols.Any(symbol => symbol.Name == row && _reader.Facts[symbol] is RowFact.Exponentials or RowFact.Probabilities);
    }

    private bool IsMadeIn(StatementSyntax loop, ExpressionSyntax expression) => expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name =>
        _model.GetSymbolInfo(name, _cancellation).Symbol?.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == loop.SyntaxTree && loop.Span.Contains(declaration.Span)) == true);

    // The log-sum-exp may stand before the loop already, for another logarithm in it.
    private static LocalDeclarationStatementSyntax? Known(StatementSyntax loop, string call) =>
        Statements.In(loop.Parent!).TakeWhile(each => each != loop).LastOrDefault() is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var value }] } declaration && value.ToString() == call
            ? declaration
            : null;

    private string KeywordOf(ExpressionSyntax number) => _model.GetTypeInfo(number, _cancellation).Type?.SpecialType == SpecialType.System_Single ? "float" : "double";

    // Where the type of the whole follows from what is written.
    private static bool IsInferred(ExpressionSyntax expression)
    {
        SyntaxNode? parent = expression.Parent;
        while (parent is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or ParenthesizedExpressionSyntax or ConditionalExpressionSyntax)
        {
            parent = parent.Parent;
        }

        return parent is ArgumentSyntax or LambdaExpressionSyntax or InterpolationSyntax or MemberAccessExpressionSyntax
            || parent is EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type.IsVar: true } };
    }
}
