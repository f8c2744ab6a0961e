using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>
/// Proves that a common factor of all exponentials goes unnoticed: what leaves the method, decides something or outlives the factor is of degree 0,
/// and a logarithm of degree 1 is owed the maximum.
/// </summary>
internal sealed class ShiftedUses
{
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<SyntaxNode> _sites;
    private readonly SyntaxNode _scope;
    private readonly SyntaxNode _block;
    private readonly RowLoops? _loops;
    private readonly int _start;
    private readonly Degrees _degrees;
    private readonly Dictionary<ISymbol, string?> _rows = new(SymbolEqualityComparer.Default);

    // The member, and the methods that it hands something of another degree to.
    private readonly List<SyntaxNode> _bodies;
    private readonly Dictionary<SyntaxNode, int> _firstCalls = [];
    private SyntaxNode[] _nodes = [];
    private int _nodesOf;

    private ShiftedUses(IReadOnlyList<ExpSite> sites, SyntaxNode scope, SyntaxNode block, RowLoops? loops, SemanticModel model, CancellationToken cancellation)
    {
        (_model, _cancellation, _scope, _block, _loops, _bodies) = (model, cancellation, scope, block, loops, [scope]);
        _sites = [.. sites.Select(static site => (SyntaxNode)site.Node)];
        _start = sites.Min(static site => site.Walk.SpanStart);
        _degrees = new(_sites, scope, _start, model, cancellation);
    }

    /// <summary>The logarithms of sums, to which the maximum is to be added.</summary>
    public IReadOnlyList<ExpressionSyntax> Logarithms => [.. _degrees.Logarithms.OrderBy(static each => each.SpanStart)];

    /// <param name="sites">The exponentials that are shifted.</param>
    /// <param name="scope">The member that they are in.</param>
    /// <param name="block">The block that the maximum is declared in.</param>
    /// <param name="loops">Loops over several rows that have each a factor of its own, if there are such in the block.</param>
    /// <param name="model">The document's.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static ShiftedUses? Find(IReadOnlyList<ExpSite> sites, SyntaxNode scope, SyntaxNode block, RowLoops? loops, SemanticModel model, CancellationToken cancellation)
    {
        ShiftedUses uses = new(sites, scope, block, loops, model, cancellation);
        for (bool changed = true; changed;)
        {
            cancellation.ThrowIfCancellationRequested();
            changed = uses.Propagate();
        }

        return uses.Holds() ? uses : null;
    }

    public static bool IsLoop(SyntaxNode node) => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    /// <summary>Gives one more variable the degree of what is stored in it: lambdas' first, because what is stored may be their results, methods' last, because they are handed what is stored.</summary>
    private bool Propagate() =>
        Nodes().Any(node => node switch
        {
            InvocationExpressionSyntax call => PropagateToLambdas(call),
            ForEachStatementSyntax loop when _model.GetDeclaredSymbol(loop, _cancellation) is { } variable => _degrees.Assign(variable, _degrees.Of(loop.Expression)),
            _ => false,
        })
        || Nodes().Any(node => node switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } value } declarator when _model.GetDeclaredSymbol(declarator, _cancellation) is { } local => _degrees.Assign(local, _degrees.Of(value)),
            AssignmentExpressionSyntax assignment when Root(assignment.Left) is { } target => PropagateTo(target, assignment),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" } access, ArgumentList.Arguments: [.., var added] } when Root(access.Expression) is { } list => _degrees.Assign(list, _degrees.Of(added.Expression)),
            _ => false,
        })
        || Nodes().OfType<InvocationExpressionSyntax>().Any(call =>
            Functions.Called(call.Expression, _model, _cancellation) is { } method && call.ArgumentList.Arguments.Count == method.Parameters.Length && PropagateToParameters(call, method));

    // In the order in which they are evaluated: what is inside of a node comes before it, and a local function below its first call comes before that.
    private SyntaxNode[] Nodes()
    {
        if (_nodesOf != _bodies.Count)
        {
            (_nodesOf, _nodes) = (_bodies.Count, [.. _bodies.SelectMany(Functions.NodesOf).OrderBy(PositionOf).ThenBy(static node => node.Span.End)]);
        }

        return _nodes;
    }

    private int PositionOf(SyntaxNode node)
    {
        if (node.Ancestors().OfType<LocalFunctionStatementSyntax>().LastOrDefault() is not { } function)
        {
            return node.Span.End;
        }

        if (!_firstCalls.TryGetValue(function, out int call))
        {
            call = _scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == function.Identifier.ValueText).Select(static name => name.SpanStart).DefaultIfEmpty(int.MaxValue).First();
            _firstCalls.Add(function, call);
        }

        return Math.Min(call, node.Span.End);
    }

    private bool PropagateTo(ISymbol target, AssignmentExpressionSyntax assignment)
    {
        if (assignment.Kind() is SyntaxKind.MultiplyAssignmentExpression or SyntaxKind.DivideAssignmentExpression || IsNormalizing(assignment, target))
        {
            return Normalize(target, assignment);
        }

        // sum = sum + e is sum += e.
        ExpressionSyntax value = assignment.Right is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && assignment.Left is IdentifierNameSyntax name
            ? sum.Left.ToString() == name.ToString() ? sum.Right : sum.Right.ToString() == name.ToString() ? sum.Left : sum
            : assignment.Right;
        return _degrees.Assign(target, _degrees.Of(value));
    }

    private bool PropagateToLambdas(InvocationExpressionSyntax call)
    {
        bool changed = false;
        foreach ((IParameterSymbol parameter, int degree) in Handed(call))
        {
            changed |= _degrees.Assign(parameter, degree);
        }

        return changed;
    }

    /// <summary>The degrees of what a call hands to the functions that it is given.</summary>
    private IEnumerable<(IParameterSymbol Parameter, int Degree)> Handed(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access)
        {
            yield break;
        }

        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        bool isOfArray = access.Name.Identifier.ValueText is "ConvertAll" or "ForEach" && arguments.Count == 2;
        foreach (ExpressionSyntax function in arguments.Select(static argument => argument.Expression))
        {
            if (function is not (LambdaExpressionSyntax or IdentifierNameSyntax) || _model.GetSymbolInfo(function, _cancellation).Symbol is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction, Parameters: { Length: > 0 } parameters })
            {
                continue;
            }

            // The accumulator holds what the lambda gives.
            int receiver = _degrees.Of(isOfArray ? arguments[0].Expression : access.Expression);
            bool isFold = access.Name.Identifier.ValueText == "Aggregate" && parameters.Length == 2;
            yield return (parameters[isFold ? 1 : 0], receiver);
            if (isFold)
            {
                yield return (parameters[0], receiver != 0 ? receiver : function.DescendantNodes().Any(_sites.Contains) ? 1 : 0);
            }
        }
    }

    private bool PropagateToParameters(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        bool changed = false;
        for (int index = 0; index < method.Parameters.Length; index++)
        {
            ExpressionSyntax given = call.ArgumentList.Arguments[index].Expression;
            IParameterSymbol parameter = method.Parameters[index];
            if (_degrees.Assign(parameter, _degrees.Of(given)))
            {
                changed = true;
                SyntaxNode body = Functions.Declaration(method, _model, _cancellation)!;
                if (!_bodies.Exists(each => each.Span.Contains(body.Span)))
                {
                    _bodies.Add(body);
                }
            }

            // A method that normalises what it is given.
            if (_degrees[parameter] != 0 && _degrees.NormalizedAt(parameter) is not null && Root(given) is { } root)
            {
                changed |= Normalize(root, call);
            }
        }

        return changed;
    }

    private bool Holds() =>
        Nodes().All(Holds)
        && Logarithms.All(logarithm => _block.Span.Contains(logarithm.Span))
        && _degrees.Symbols.All(new Lifetimes(_degrees, _scope, _block, _start, _loops, _model, _cancellation).Hold)
        && _degrees.Symbols.All(new WholeRows(_degrees, _scope, _start, _model, _cancellation).Holds);

    private bool Holds(SyntaxNode node) => node switch
    {
        ReturnStatementSyntax { Expression: { } value } => Functions.Owner(node) != _scope || _degrees.Of(value) == 0,
        ArrowExpressionClauseSyntax arrow => Functions.Owner(arrow.Expression) != _scope || _degrees.Of(arrow.Expression) == 0,
        YieldStatementSyntax { Expression: { } value } => _degrees.Of(value) == 0,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => HoldsAssignment(assignment),
        ExpressionStatementSyntax { Expression: var expression } => _degrees.Of(expression) == 0,
        VariableDeclaratorSyntax { Initializer.Value: { } value } declarator => HoldsValue(_model.GetDeclaredSymbol(declarator, _cancellation), value),
        IfStatementSyntax { Condition: var condition } => _degrees.Of(condition) == 0,
        WhileStatementSyntax { Condition: var condition } => _degrees.Of(condition) == 0,
        DoStatementSyntax { Condition: var condition } => _degrees.Of(condition) == 0,
        ForStatementSyntax loop => loop.Incrementors.Concat(loop.Initializers).All(each => _degrees.Of(each) == 0) && (loop.Condition is null || _degrees.Of(loop.Condition) == 0),
        SwitchStatementSyntax { Expression: var value } => _degrees.Of(value) == 0,
        ThrowStatementSyntax { Expression: { } value } => _degrees.Of(value) == 0,
        MemberAccessExpressionSyntax access => HoldsRow(access),

        // What was handed on before it became a ratio was taken for a multiple.
        InvocationExpressionSyntax call => Handed(call).All(each => each.Degree == Degrees.Invalid || each.Degree == _degrees[each.Parameter]),
        ForEachStatementSyntax loop => _degrees.Of(loop.Expression) is var degree && (degree == Degrees.Invalid || degree == _degrees[_model.GetDeclaredSymbol(loop, _cancellation)]),
        _ => true,
    };

    private bool HoldsAssignment(AssignmentExpressionSyntax assignment)
    {
        ISymbol? target = Root(assignment.Left);
        return target is null ? _degrees.Of(assignment.Right) == 0
            : assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) ? HoldsValue(target, assignment.Right) || IsNormalizing(assignment, target)
            : _degrees.OfAssignment(assignment) != Degrees.Invalid;
    }

    // What holds multiples of the common factor begins as nothing, and gets nothing else.
    private bool HoldsValue(ISymbol? target, ExpressionSyntax value)
    {
        int degree = _degrees.Of(value);
        return degree == _degrees[target]
            || (degree != Degrees.Invalid && (_degrees.IsNegligible(value) || IsEmpty(value) || (target is not null && _degrees.NormalizedAt(target) <= value.SpanStart && degree == 0)));
    }

    private static bool IsEmpty(ExpressionSyntax value) => value switch
    {
        ArrayCreationExpressionSyntax { Initializer: null } or StackAllocArrayCreationExpressionSyntax { Initializer: null } or CollectionExpressionSyntax { Elements.Count: 0 } => true,
        BaseObjectCreationExpressionSyntax { Initializer: null } => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Rent" or "AllocateUninitializedArray" or "Empty" } } => true,
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } => true,
        _ => false,
    };

    // The same member of objects of another row has nothing of the factor.
    private bool HoldsRow(MemberAccessExpressionSyntax access)
    {
        if (access.SpanStart < _start || access.Expression is ThisExpressionSyntax || _model.GetSymbolInfo(access, _cancellation).Symbol is not { } member || _degrees[member] == 0)
        {
            return true;
        }

        string? row = RowOf(access.Expression);
        if (!_rows.TryGetValue(member, out string? known))
        {
            _rows.Add(member, row);
            return row is not null;
        }

        return row == known;
    }

    // The row that an object is an element of.
    private string? RowOf(ExpressionSyntax element) => element switch
    {
        ElementAccessExpressionSyntax access => access.Expression.ToString(),
        IdentifierNameSyntax name => _model.GetSymbolInfo(name, _cancellation).Symbol?.DeclaringSyntaxReferences is [var reference] ? reference.GetSyntax(_cancellation) switch
        {
            ForEachStatementSyntax loop => loop.Expression.ToString(),
            VariableDeclaratorSyntax { Initializer.Value: ElementAccessExpressionSyntax access } => access.Expression.ToString(),
            ParameterSyntax { Parent: var list } when (list as LambdaExpressionSyntax ?? list?.Parent as LambdaExpressionSyntax) is { Parent.Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax walker } } => walker.Expression.ToString(),
            _ => name.ToString(),
        }
        : null,
        _ => element.ToString(),
    };

    // p[i] = p[i] / sum: from the end of its loop on, p holds ratios.
    private bool IsNormalizing(AssignmentExpressionSyntax assignment, ISymbol target) =>
        assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
        && _degrees[target] != 0
        && assignment.Left is ElementAccessExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax
        && assignment.Right.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(name, _cancellation).Symbol, target))
        && _degrees.Of(assignment.Right) == 0;

    private bool Normalize(ISymbol target, AssignmentExpressionSyntax assignment)
    {
        bool normalizes = assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || (_degrees.Of(assignment.Right) != 0 && _degrees.OfAssignment(assignment) == 0);
        return normalizes && Normalize(target, (ExpressionSyntax)assignment);
    }

    private bool Normalize(ISymbol target, ExpressionSyntax expression)
    {
        // The walk that began after the exponentials were there, or that of a method which is handed them.
        bool isInScope = _scope.Span.Contains(expression.Span);
        SyntaxNode walk = expression.Ancestors().TakeWhile(static node => node is not MemberDeclarationSyntax).LastOrDefault(node => IsLoop(node) && (!isInScope || node.SpanStart > _start)) ?? expression;
        return _degrees.Normalize(target, walk.Span.End);
    }

    private ISymbol? Root(ExpressionSyntax target) => target switch
    {
        ElementAccessExpressionSyntax element => Root(element.Expression),
        MemberAccessExpressionSyntax access => _model.GetSymbolInfo(access, _cancellation).Symbol,
        IdentifierNameSyntax name => _model.GetSymbolInfo(name, _cancellation).Symbol,
        _ => null,
    };
}
