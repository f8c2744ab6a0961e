using System.Globalization;
using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>Takes the maximum of a row off inside its exponentials, where the code stands and as it is written.</summary>
internal sealed class MaximumShift
{
    private static readonly IEnumerable<string> Names = Enumerable.Range(0, int.MaxValue).Select(static number => number == 0 ? "max" : "max" + (number + 1).ToString(CultureInfo.InvariantCulture));

    private readonly IReadOnlyList<ExpSite> _sites;
    private readonly StatementSyntax _first;
    private readonly string _type;
    private readonly string _element;
    private readonly string _name;
    private readonly IReadOnlyList<ExpressionSyntax> _logarithms;

    private MaximumShift(IReadOnlyList<ExpSite> sites, StatementSyntax first, string type, string element, string name, IReadOnlyList<ExpressionSyntax> logarithms) =>
        (_sites, _first, _type, _element, _name, _logarithms) = (sites, first, type, element, name, logarithms);

    /// <summary>The shift of the exponentials around a node, or nothing where their values are used otherwise than in ratios and logarithms of their sum.</summary>
    public static MaximumShift? Find(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode scope = Body(node);
        ExpSite[] sites = [.. scope.DescendantNodes().OfType<ExpressionSyntax>().Select(each => ExpSite.Find(each, model)).OfType<ExpSite>()];
        if (sites.Length == 0)
        {
            return null;
        }

        // One row: the one whose exponential is nearest to the node.
        ExpSite near = sites.OrderBy(site => Distance(site.Node, node)).First();
        string shape = near.Shape;
        sites = [.. sites.Where(site => site.Shape == shape)];
        HashSet<SyntaxNode> known = [.. sites.Select(static site => (SyntaxNode)site.Node)];
        sites = [.. sites, .. scope.DescendantNodes().OfType<ExpressionSyntax>().Where(each => !known.Contains(each) && ExpSite.ShapeOfOne(each, model) == shape).Select(each => new ExpSite(each, MathCalls.ExpArgument(each, model), each, "", null))];
        if (First(sites) is not { } first || TypesOf(sites[0], model) is not var (type, element) || ShiftedUses.Find(sites, scope, model, cancellation) is not { } uses)
        {
            return null;
        }

        string name = FreeName(first, model);
        return new(sites, first, type, element, name, uses.Logarithms);
    }

    public SyntaxNode Apply(SyntaxNode root, SemanticModel model)
    {
        string endOfLine = Usings.EndOfLine(root);
        StatementSyntax[] maximum = Maximum(model, endOfLine);
        root = root.TrackNodes(_sites.Select(static site => (SyntaxNode)site.Node).Concat(_logarithms).Append(_first));
        foreach (ExpressionSyntax logarithm in _logarithms)
        {
            ExpressionSyntax current = root.GetCurrentNode(logarithm)!;
            ExpressionSyntax sum = Exponent.Binary(SyntaxKind.AddExpression, SyntaxFactory.IdentifierName(_name), current.WithoutTrivia());
            root = root.ReplaceNode(current, (NeedsParentheses(current) ? SyntaxFactory.ParenthesizedExpression(sum) : sum).WithTriviaFrom(current));
        }

        foreach (ExpSite site in _sites)
        {
            ExpressionSyntax current = root.GetCurrentNode(site.Node)!;
            root = root.ReplaceNode(current, Shifted(site, current));
        }

        StatementSyntax first = root.GetCurrentNode(_first)!;
        maximum[0] = maximum[0].WithLeadingTrivia(first.GetLeadingTrivia());
        SyntaxTriviaList indentation = Indentation(first);
        StatementSyntax rest = first.WithLeadingTrivia(maximum.Length > 1 ? indentation.Insert(0, SyntaxFactory.EndOfLine(endOfLine)) : indentation);
        return root.ReplaceNode(first, maximum.Append(rest));
    }

    private ExpressionSyntax Shifted(ExpSite site, ExpressionSyntax current)
    {
        if (site.Argument is null)
        {
            ExpressionSyntax lambda = SyntaxFactory.ParseExpression($"x => {current.WithoutTrivia()}(x - {_name})");
            return lambda.WithTriviaFrom(current);
        }

        InvocationExpressionSyntax call = (InvocationExpressionSyntax)current;
        ArgumentSyntax argument = call.ArgumentList.Arguments.Last();
        ExpressionSyntax minuend = argument.Expression is ConditionalExpressionSyntax or AssignmentExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(argument.Expression) : argument.Expression;
        return call.ReplaceNode(argument, argument.WithExpression(Exponent.Binary(SyntaxKind.SubtractExpression, minuend, SyntaxFactory.IdentifierName(_name))));
    }

    private StatementSyntax[] Maximum(SemanticModel model, string endOfLine)
    {
        string indentation = Indentation(_first).ToString();
        ExpSite site = _sites[0];
        if (site.Row is not null)
        {
            string row = Exponent.Parenthesized(site.Row.WithoutTrivia()).ToString();
            string values = site.Argument is null || site.Argument.ToString() == site.Element ? row : $"{row}.Select({site.Element} => {site.Argument.WithoutTrivia()})";
            return [SyntaxFactory.ParseStatement($"{indentation}{_type} {_name} = {values}.Append({_element}.MinValue).Max();{endOfLine}")];
        }

        // From the lowest number on, so that a row of −∞ leaves no ∞ − ∞.
        (string math, string header) = (MathName(model), site.Walk switch
        {
            ForStatementSyntax loop => $"for ({loop.Declaration}; {loop.Condition}; {loop.Incrementors})",
            ForEachStatementSyntax loop => $"foreach ({loop.Type} {loop.Identifier} in {loop.Expression})",
            _ => throw new InvalidOperationException(),
        });
        string update = $"{_name} = {math}.Max({_name}, {site.Argument!.WithoutTrivia()});";
        return
        [
            SyntaxFactory.ParseStatement($"{indentation}{_type} {_name} = {_type}.MinValue;{endOfLine}"),
            SyntaxFactory.ParseStatement($"{indentation}{header}{endOfLine}{indentation}{{{endOfLine}{indentation}    {update}{endOfLine}{indentation}}}{endOfLine}"),
        ];
    }

    private string MathName(SemanticModel model)
    {
        INamedTypeSymbol math = model.Compilation.GetTypeByMetadataName("System.Math")!;
        return Usings.NameOf(math, model, _first.SpanStart) is { NeedsUsing: false, Name: var name } ? name : "global::System.Math";
    }

    private static SyntaxNode Body(SyntaxNode node) => node.AncestorsAndSelf().FirstOrDefault(static each => each is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? node.SyntaxTree.GetRoot();

    private static int Distance(SyntaxNode left, SyntaxNode right) => left.Span.OverlapsWith(right.Span) ? 0 : Math.Min(Math.Abs(left.SpanStart - right.Span.End), Math.Abs(right.SpanStart - left.Span.End));

    /// <summary>The statement before which the row is complete: in the block that holds all walks, the first that holds one.</summary>
    private static StatementSyntax? First(IReadOnlyList<ExpSite> sites)
    {
        // A walk inside a walk (the sum, once for each element) is no place for the maximum.
        SyntaxNode[] walks = [.. sites.Select(static site => site.Walk)];
        SyntaxNode? block = walks[0].Ancestors().FirstOrDefault(each => each is BlockSyntax && walks.All(walk => each.Span.Contains(walk.Span)));
        return (block as BlockSyntax)?.Statements.FirstOrDefault(statement => walks.Any(walk => statement.Span.Contains(walk.Span)));
    }

    // The difference is as precise as the exponential: a float's maximum is a double where the function is.
    private static (string Type, string Element)? TypesOf(ExpSite site, SemanticModel model)
    {
        if (site.Row is not null && !HasLinq(site.Row, model))
        {
            return null;
        }

        ITypeSymbol? element = site.Argument is not null ? model.GetTypeInfo(site.Argument).Type : ElementType(model.GetTypeInfo(site.Row!).Type);
        return Keyword((model.GetSymbolInfo(site.Node).Symbol as IMethodSymbol)?.ReturnType) is { } type && Keyword(element) is { } keyword ? (type, keyword) : null;
    }

    private static string? Keyword(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        _ => null,
    };

    private static ITypeSymbol? ElementType(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var argument] } => argument,
        _ => null,
    };

    private static bool HasLinq(ExpressionSyntax row, SemanticModel model) =>
        model.GetTypeInfo(row).Type is { IsRefLikeType: false } type && !model.LookupSymbols(row.SpanStart, container: type, name: "Append", includeReducedExtensionMethods: true).IsEmpty;

    private static string FreeName(StatementSyntax place, SemanticModel model)
    {
        HashSet<string> taken = [.. Body(place).DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText)];
        return Names.First(name => !taken.Contains(name));
    }

    private static bool NeedsParentheses(ExpressionSyntax expression) => expression.Parent is BinaryExpressionSyntax binary
        ? binary.Kind() is SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression || (binary.IsKind(SyntaxKind.SubtractExpression) && binary.Right == expression)
        : expression.Parent is PrefixUnaryExpressionSyntax or CastExpressionSyntax;

    private static SyntaxTriviaList Indentation(SyntaxNode node) => SyntaxFactory.TriviaList(node.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
}
