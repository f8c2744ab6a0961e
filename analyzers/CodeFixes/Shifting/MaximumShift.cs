using FusedKernels.CodeFixes.Formulas;
using FusedKernels.CodeFixes.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>Takes the maximum of a row off inside its exponentials, where the code stands and as it is written.</summary>
internal sealed class MaximumShift
{
    // Two diagnostics of one row are fixed with the first of them.
    private static readonly SyntaxAnnotation AlreadyShifted = new();

    private readonly IReadOnlyList<ExpSite> _sites;
    private readonly ExpSite _row;
    private readonly StatementSyntax _first;
    private readonly RowLoops? _loops;
    private readonly ShiftType _type;
    private readonly string _name;
    private readonly string _amount;
    private readonly IReadOnlyList<ExpressionSyntax> _logarithms;

    private MaximumShift(IReadOnlyList<ExpSite> sites, StatementSyntax first, RowLoops? loops, ShiftType type, IReadOnlyList<ExpressionSyntax> logarithms)
    {
        (_sites, _row, _first, _loops, _type, _logarithms) = (sites, sites[0], first, loops, type, logarithms);
        _name = FreeNames.At(first, "max");
        _amount = loops is null ? _name : $"{_name}[{loops.Index}]";
    }

    /// <summary>The shift of the exponentials around a node, or nothing where their values are used otherwise than in ratios and logarithms of their sum.</summary>
    public static MaximumShift? Find(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode scope = LocalValues.Member(node);
        ExpressionSyntax[] expressions = [.. Functions.NodesOf(scope).OfType<ExpressionSyntax>()];
        ExpSite[] sites = [.. expressions.Select(each => ExpSite.Find(each, model)).OfType<ExpSite>()];
        if (sites.Length == 0)
        {
            return null;
        }

        // One row: the one whose exponential is nearest to the node.
        ExpSite row = sites.OrderBy(site => Distance(site.Node, node)).First();
        string shape = row.Shape;
        sites = [.. sites.Where(site => site.Shape == shape)];
        HashSet<SyntaxNode> known = [.. sites.Select(static site => (SyntaxNode)site.Node)];
        sites = [.. sites, .. expressions.Where(each => !known.Contains(each)).Select(each => ExpSite.OfOne(each, row, model)).OfType<ExpSite>()];
        if (sites.Any(static site => site.Node.HasAnnotation(AlreadyShifted)) || ShiftType.Of(sites[0], model) is not { } type || First(sites.Select(static site => site.Walk)) is not var (block, first) || sites.Any(site => IsStatic(site.Node, block)))
        {
            return null;
        }

        if (IsKnown(sites, first, null, model, cancellation) && ShiftedUses.Find(sites, scope, block, null, model, cancellation) is { } uses)
        {
            return new(sites, first, null, type, uses.Logarithms);
        }

        // Several rows at once.
        if (RowLoops.Around(sites) is not { } loops || First(loops.Loops) is not var (all, start) || ShiftedUses.Find(sites, scope, all, loops, model, cancellation) is not { } separate)
        {
            return null;
        }

        return loops.Loops is [var only] && separate.Logarithms.All(logarithm => only.Span.Contains(logarithm.Span)) && IsKnown(sites, first, null, model, cancellation) ? new(sites, first, null, type, separate.Logarithms)
            : IsKnown(sites, start, loops, model, cancellation) ? new(sites, start, loops, type, separate.Logarithms)
            : null;
    }

    public SyntaxNode Apply(SyntaxNode root, SemanticModel model)
    {
        string endOfLine = Usings.EndOfLine(root);
        StatementSyntax[] maximum = Maximum(model, endOfLine);
        root = root.TrackNodes(_sites.Select(static site => (SyntaxNode)site.Node).Concat(_logarithms).Append(_first));
        foreach (ExpressionSyntax logarithm in _logarithms)
        {
            ExpressionSyntax current = root.GetCurrentNode(logarithm)!;
            double @base = MathCalls.Logarithm(logarithm, model)!.Value.Base;
            string amount = @base == Math.E ? _amount : $"{_amount} / {_type.Math(model, logarithm.SpanStart)}.Log({Exponent.Literal(@base, isSingle: false)})";
            bool narrows = ShiftType.IsSingle(logarithm, model) && (_type.Name == "double" || @base != Math.E);
            string owed = !narrows ? amount : @base == Math.E ? "(float)" + amount : $"(float)({amount})";
            ExpressionSyntax sum = Exponent.Binary(SyntaxKind.AddExpression, SyntaxFactory.ParseExpression(owed), current.WithoutTrivia());
            root = root.ReplaceNode(current, Parentheses.AroundSum(sum, current).WithTriviaFrom(current));
        }

        foreach (ExpSite site in _sites)
        {
            ExpressionSyntax current = root.GetCurrentNode(site.Node)!;
            root = root.ReplaceNode(current, Shifted(site, current).WithAdditionalAnnotations(AlreadyShifted));
        }

        StatementSyntax first = root.GetCurrentNode(_first)!;
        if (maximum.Length > 1 && Statements.Layout(_first).EndOfLine == endOfLine)
        {
            // A loop has an empty line below it.
            maximum[maximum.Length - 1] = maximum[maximum.Length - 1].WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine), SyntaxFactory.EndOfLine(endOfLine));
        }

        return Statements.Insert(root, first, maximum);
    }

    private ExpressionSyntax Shifted(ExpSite site, ExpressionSyntax current)
    {
        if (site.Argument is null)
        {
            string element = FreeNames.At(site.Node, "x", "v", "value");
            ExpressionSyntax lambda = SyntaxFactory.ParseExpression($"{element} => {current.WithoutTrivia()}({element} - {_amount})");
            return lambda.WithTriviaFrom(current);
        }

        InvocationExpressionSyntax call = (InvocationExpressionSyntax)current;
        ArgumentSyntax argument = call.ArgumentList.Arguments.Last();
        ExpressionSyntax minuend = argument.Expression is ConditionalExpressionSyntax or AssignmentExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(argument.Expression) : argument.Expression;
        return call.ReplaceNode(argument, argument.WithExpression(Exponent.Binary(SyntaxKind.SubtractExpression, minuend, SyntaxFactory.ParseExpression(_amount))));
    }

    private StatementSyntax[] Maximum(SemanticModel model, string endOfLine)
    {
        (string indentation, string lineEnd) = Statements.Layout(_first);
        if (_row.Row is { } sequence && _type.HasLinq)
        {
            string row = Exponent.Parenthesized(sequence.WithoutTrivia()).ToString();
            string values = _row.Argument is null || _row.Argument.ToString() == _row.Element ? row : $"{row}.Select({_row.Element} => {_row.Argument.WithoutTrivia()})";
            return [SyntaxFactory.ParseStatement($"{indentation}{_type.Name} {_name} = {values}.Append({_type.Element}.MinValue).Max();{lineEnd}")];
        }

        // From the lowest number on, so that a row of −∞ leaves no ∞ − ∞.
        string element = _row.IsCountedBefore ? FreeNames.At(_first, "i", "j", "k", "index") : Element;
        string header = _row.Walk switch
        {
            ForStatementSyntax loop => $"for ({loop.Declaration}; {loop.Condition}; {loop.Incrementors})",
            ForEachStatementSyntax loop => $"foreach ({loop.Type} {loop.Identifier} in {loop.Expression})",
            StatementSyntax counted when CountedLoop.Of(counted) is { } loop => $"for (int {element} = 0; {element} < {loop.End}; {element}++)",
            InvocationExpressionSyntax { ArgumentList.Arguments: [var start, var end, _] } when _row.Row is null => $"for (int {_row.Element} = {start}; {_row.Element} < {end}; {_row.Element}++)",
            _ => $"foreach ({_type.Element} {Element} in {_row.Row!.WithoutTrivia()})",
        };
        string value = _row.Argument is null ? Element : _row.ArgumentOf(element);
        string update = $"{_amount} = {_type.Math(model, _first.SpanStart)}.Max({_amount}, {value});";
        if (_loops is null)
        {
            return
            [
                SyntaxFactory.ParseStatement($"{indentation}{_type.Name} {_name} = {_type.Lowest};{lineEnd}"),
                SyntaxFactory.ParseStatement(indentation + Loop(header, update + lineEnd, indentation, lineEnd)),
            ];
        }

        string inside = lineEnd == endOfLine ? indentation + "    " : "";
        return
        [
            SyntaxFactory.ParseStatement($"{indentation}{_type.Name}[] {_name} = new {_type.Name}[{_loops.Count}];{lineEnd}"),
            SyntaxFactory.ParseStatement(indentation + Loop(RowLoops.Header(_loops.Loops[0]), $"{_amount} = {_type.Lowest};{lineEnd}{inside}{Loop(header, update + lineEnd, inside, lineEnd)}", indentation, lineEnd)),
        ];
    }

    private string Loop(string header, string body, string indentation, string lineEnd) => lineEnd == " "
        ? $"{header} {{ {body}}}{lineEnd}"
        : $"{header}{Braces.OfStatement(_first, indentation, lineEnd)}{indentation}    {body}{indentation}}}{lineEnd}";

    // A method group names no element.
    private string Element => _row.Element.Length > 0 ? _row.Element : FreeNames.At(_first, "x", "v", "value");

    private static int Distance(SyntaxNode left, SyntaxNode right) => left.Span.OverlapsWith(right.Span) ? 0 : Math.Min(Math.Abs(left.SpanStart - right.Span.End), Math.Abs(right.SpanStart - left.Span.End));

    /// <summary>The statement before which the row is complete: in the block that holds all walks, the first that holds one.</summary>
    private static (SyntaxNode Block, StatementSyntax First)? First(IEnumerable<SyntaxNode> nodes)
    {
        // A walk inside a walk (the sum, once for each element) is no place for the maximum.
        SyntaxNode[] walks = [.. nodes];
        foreach (SyntaxNode block in walks[0].Ancestors())
        {
            IReadOnlyList<StatementSyntax> statements = Statements.In(block);
            if (statements.Count > 0 && walks.All(walk => statements.Any(statement => statement.Span.Contains(walk.Span))))
            {
                return (block, statements.First(statement => walks.Any(walk => statement.Span.Contains(walk.Span))));
            }
        }

        return null;
    }

    // All that the row is made of has its value before the statement, and keeps it up to the exponentials.
    private static bool IsKnown(ExpSite[] sites, StatementSyntax first, RowLoops? loops, SemanticModel model, CancellationToken cancellation)
    {
        ExpSite site = sites[0];
        IEnumerable<SyntaxNode?> parts = site.Walk switch
        {
            ForStatementSyntax loop => [loop.Declaration, loop.Condition, site.Argument],
            StatementSyntax counted when CountedLoop.Of(counted) is { } loop => [loop.End, site.Argument],
            ForEachStatementSyntax loop => [loop.Expression, site.Argument],
            InvocationExpressionSyntax { ArgumentList.Arguments: [var start, var end, _] } when site.Row is null => [start, end, site.Argument],
            _ => [site.Row, site.Argument],
        };
        return parts.Append(loops?.Count).OfType<SyntaxNode>().All(part => part.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name =>
            model.GetSymbolInfo(name, cancellation).Symbol is var symbol && symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol
                ? name.Identifier.ValueText == site.Element || name.Identifier.ValueText == loops?.Index
                    || ((IsDeclaredIn(site.Walk, symbol) || IsOf(part, symbol) || IsInScope(symbol, first, model, cancellation)) && !Array.Exists(sites, each => IsWrittenBefore(each, symbol, first, model, cancellation)))
                : symbol is not null));
    }

    // Between the statement and an exponential, but not with what the exponential becomes.
    private static bool IsWrittenBefore(ExpSite site, ISymbol symbol, StatementSyntax first, SemanticModel model, CancellationToken cancellation) =>
        LocalValues.References(symbol, LocalValues.Member(first), model, cancellation).Any(name =>
            name.SpanStart >= first.SpanStart && name.SpanStart < site.Node.SpanStart
            && (name.Parent is ElementAccessExpressionSyntax element && element.Expression == name ? element : (ExpressionSyntax)name) is var target
            && LocalValues.IsTarget(target)
            && !target.Parent!.Span.Contains(site.Node.Span));

    // The end of a row, beside its index.
    private static bool IsDeclaredIn(SyntaxNode walk, ISymbol symbol) =>
        walk is ForStatementSyntax { Declaration: { } declaration } && symbol.DeclaringSyntaxReferences is [var reference] && declaration.Span.Contains(reference.Span);

    // A parameter of a lambda inside of it.
    private static bool IsOf(SyntaxNode part, ISymbol symbol) => symbol.DeclaringSyntaxReferences is [var reference] && reference.SyntaxTree == part.SyntaxTree && part.Span.Contains(reference.Span);

    private static bool IsInScope(ISymbol symbol, StatementSyntax place, SemanticModel model, CancellationToken cancellation) =>
        symbol.DeclaringSyntaxReferences is [var declaration]
        && declaration.Span.End <= place.SpanStart
        && model.LookupSymbols(place.SpanStart, name: symbol.Name).Contains(symbol, SymbolEqualityComparer.Default)
        && declaration.GetSyntax(cancellation) is not null;

    // Such a function captures nothing.
    private static bool IsStatic(SyntaxNode node, SyntaxNode block) => node.Ancestors().TakeWhile(each => each != block).Any(static each =>
        each is LocalFunctionStatementSyntax { Modifiers: var local } && local.Any(SyntaxKind.StaticKeyword) || each is LambdaExpressionSyntax { Modifiers: var lambda } && lambda.Any(SyntaxKind.StaticKeyword));
}
