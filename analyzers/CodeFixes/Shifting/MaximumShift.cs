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
    private readonly ShiftType _type;
    private readonly string _name;
    private readonly IReadOnlyList<ExpressionSyntax> _logarithms;

    private MaximumShift(IReadOnlyList<ExpSite> sites, ExpSite row, StatementSyntax first, ShiftType type, string name, IReadOnlyList<ExpressionSyntax> logarithms) =>
        (_sites, _row, _first, _type, _name, _logarithms) = (sites, row, first, type, name, logarithms);

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
        if (sites.Any(static site => site.Node.HasAnnotation(AlreadyShifted))
            || First(sites) is not var (block, first)
            || !IsKnown(sites[0], first, model, cancellation)
            || ShiftType.Of(sites[0], model) is not { } type
            || sites.Any(site => IsStatic(site.Node, block))
            || ShiftedUses.Find(sites, scope, block, model, cancellation) is not { } uses)
        {
            return null;
        }

        return new(sites, sites[0], first, type, FreeNames.At(first, "max"), uses.Logarithms);
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
            string amount = @base == Math.E ? _name : $"{_name} / {_type.Math(model, logarithm.SpanStart)}.Log({Exponent.Literal(@base, isSingle: false)})";
            bool narrows = ShiftType.IsSingle(logarithm, model) && (_type.Name == "double" || @base != Math.E);
            string owed = !narrows ? amount : @base == Math.E ? "(float)" + amount : $"(float)({amount})";
            ExpressionSyntax sum = Exponent.Binary(SyntaxKind.AddExpression, SyntaxFactory.ParseExpression(owed), current.WithoutTrivia());
            root = root.ReplaceNode(current, (NeedsParentheses(current) ? SyntaxFactory.ParenthesizedExpression(sum) : sum).WithTriviaFrom(current));
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
            ExpressionSyntax lambda = SyntaxFactory.ParseExpression($"{element} => {current.WithoutTrivia()}({element} - {_name})");
            return lambda.WithTriviaFrom(current);
        }

        InvocationExpressionSyntax call = (InvocationExpressionSyntax)current;
        ArgumentSyntax argument = call.ArgumentList.Arguments.Last();
        ExpressionSyntax minuend = argument.Expression is ConditionalExpressionSyntax or AssignmentExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(argument.Expression) : argument.Expression;
        return call.ReplaceNode(argument, argument.WithExpression(Exponent.Binary(SyntaxKind.SubtractExpression, minuend, SyntaxFactory.IdentifierName(_name))));
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
        string update = $"{_name} = {_type.Math(model, _first.SpanStart)}.Max({_name}, {value});";
        string loops = lineEnd == endOfLine
            ? $"{indentation}{header}{Statements.OpenBrace(_first, indentation, endOfLine)}{indentation}    {update}{endOfLine}{indentation}}}{endOfLine}"
            : $"{header} {{ {update} }}{lineEnd}";
        return
        [
            SyntaxFactory.ParseStatement($"{indentation}{_type.Name} {_name} = {_type.Lowest};{lineEnd}"),
            SyntaxFactory.ParseStatement(loops),
        ];
    }

    // A method group names no element.
    private string Element => _row.Element.Length > 0 ? _row.Element : FreeNames.At(_first, "x", "v", "value");

    private static int Distance(SyntaxNode left, SyntaxNode right) => left.Span.OverlapsWith(right.Span) ? 0 : Math.Min(Math.Abs(left.SpanStart - right.Span.End), Math.Abs(right.SpanStart - left.Span.End));

    /// <summary>The statement before which the row is complete: in the block that holds all walks, the first that holds one.</summary>
    private static (SyntaxNode Block, StatementSyntax First)? First(IReadOnlyList<ExpSite> sites)
    {
        // A walk inside a walk (the sum, once for each element) is no place for the maximum.
        SyntaxNode[] walks = [.. sites.Select(static site => site.Walk)];
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

    // All that the row is made of has its value before the statement.
    private static bool IsKnown(ExpSite site, StatementSyntax first, SemanticModel model, CancellationToken cancellation)
    {
        IEnumerable<SyntaxNode?> parts = site.Walk switch
        {
            ForStatementSyntax loop => [loop.Declaration, loop.Condition, site.Argument],
            StatementSyntax counted when CountedLoop.Of(counted) is { } loop => [loop.End, site.Argument],
            ForEachStatementSyntax loop => [loop.Expression, site.Argument],
            InvocationExpressionSyntax { ArgumentList.Arguments: [var start, var end, _] } when site.Row is null => [start, end, site.Argument],
            _ => [site.Row, site.Argument],
        };
        return parts.OfType<SyntaxNode>().All(part => part.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name =>
            model.GetSymbolInfo(name, cancellation).Symbol is var symbol && symbol is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol
                ? name.Identifier.ValueText == site.Element || IsDeclaredIn(site.Walk, symbol) || IsOf(part, symbol) || IsInScope(symbol, first, model, cancellation)
                : symbol is not null));
    }

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

    private static bool NeedsParentheses(ExpressionSyntax expression) => expression.Parent is BinaryExpressionSyntax binary
        ? binary.Kind() is SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression || (binary.IsKind(SyntaxKind.SubtractExpression) && binary.Right == expression)
        : expression.Parent is PrefixUnaryExpressionSyntax or CastExpressionSyntax;
}
