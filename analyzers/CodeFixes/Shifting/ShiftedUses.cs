using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>
/// Proves that a common factor of all exponentials goes unnoticed. Every expression has a degree in that factor: 1 for an exponential and for sums
/// of them, −1 for the reciprocal of a sum, 0 for a ratio. What leaves the method must be of degree 0; a logarithm of degree 1 is owed the maximum.
/// </summary>
internal sealed class ShiftedUses
{
    private const int Invalid = 100;

    /// <summary>A number so small beside a sum that is at least 1 does not count.</summary>
    private const double Negligible = 1e-6;

    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<SyntaxNode> _sites;
    private readonly int _start;
    private readonly Dictionary<ISymbol, int> _degrees = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _normalizedAt = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ExpressionSyntax> _logarithms = [];

    private ShiftedUses(IReadOnlyList<ExpSite> sites, SemanticModel model, CancellationToken cancellation)
    {
        (_model, _cancellation) = (model, cancellation);
        _sites = [.. sites.Select(static site => (SyntaxNode)site.Node)];
        _start = sites.Min(static site => site.Walk.SpanStart);
    }

    /// <summary>The logarithms of sums, to which the maximum is to be added.</summary>
    public IReadOnlyList<ExpressionSyntax> Logarithms => [.. _logarithms.OrderBy(static each => each.SpanStart)];

    public static ShiftedUses? Find(IReadOnlyList<ExpSite> sites, SyntaxNode scope, SemanticModel model, CancellationToken cancellation)
    {
        ShiftedUses uses = new(sites, model, cancellation);
        for (bool changed = true; changed;)
        {
            cancellation.ThrowIfCancellationRequested();
            changed = uses.Propagate(scope);
        }

        return uses.Holds(scope) ? uses : null;
    }

    /// <summary>Gives one more variable the degree of what is stored in it; lambdas first, because what is stored may be their results.</summary>
    private bool Propagate(SyntaxNode scope) =>
        scope.DescendantNodes().Any(node => node switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call => PropagateToLambda(call, access),
            ForEachStatementSyntax loop when _model.GetDeclaredSymbol(loop, _cancellation) is { } variable => Assign(variable, DegreeOf(loop.Expression)),
            _ => false,
        })
        || scope.DescendantNodes().Any(node => node switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } value } declarator when _model.GetDeclaredSymbol(declarator, _cancellation) is { } local => Assign(local, DegreeOf(value)),
            AssignmentExpressionSyntax assignment when Root(assignment.Left) is { } target => PropagateTo(target, assignment),
            _ => false,
        });

    private bool PropagateTo(ISymbol target, AssignmentExpressionSyntax assignment) =>
        assignment.Kind() is SyntaxKind.MultiplyAssignmentExpression or SyntaxKind.DivideAssignmentExpression || IsNormalizing(assignment, target)
            ? Normalize(target, assignment)
            : Assign(target, DegreeOf(assignment.Right));

    private bool PropagateToLambda(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access)
    {
        bool isConvertAll = access.Name.Identifier.ValueText == "ConvertAll" && call.ArgumentList.Arguments.Count == 2;
        int receiver = isConvertAll ? DegreeOf(call.ArgumentList.Arguments[0].Expression) : DegreeOf(access.Expression);
        bool changed = false;
        foreach (LambdaExpressionSyntax lambda in call.ArgumentList.Arguments.Select(static argument => argument.Expression).OfType<LambdaExpressionSyntax>())
        {
            if (_model.GetSymbolInfo(lambda, _cancellation).Symbol is not IMethodSymbol { Parameters: { Length: > 0 } parameters })
            {
                continue;
            }

            // The accumulator holds what the lambda gives.
            bool isFold = access.Name.Identifier.ValueText == "Aggregate" && parameters.Length == 2;
            changed |= Assign(parameters[isFold ? 1 : 0], receiver);
            if (isFold && lambda.DescendantNodes().Any(_sites.Contains))
            {
                changed |= Assign(parameters[0], 1);
            }
        }

        return changed;
    }

    private bool Holds(SyntaxNode scope)
    {
        foreach (SyntaxNode node in scope.DescendantNodes())
        {
            bool holds = node switch
            {
                ReturnStatementSyntax { Expression: { } value } => DegreeOf(value) == 0,
                YieldStatementSyntax { Expression: { } value } => DegreeOf(value) == 0,
                ArrowExpressionClauseSyntax arrow => DegreeOf(arrow.Expression) == 0,
                ExpressionStatementSyntax statement => HoldsStatement(statement.Expression),
                VariableDeclaratorSyntax { Initializer.Value: { } value } declarator => DegreeOf(value) != Invalid && StartsAtZero(_model.GetDeclaredSymbol(declarator, _cancellation), value),
                IfStatementSyntax { Condition: var condition } => DegreeOf(condition) == 0,
                WhileStatementSyntax { Condition: var condition } => DegreeOf(condition) == 0,
                LocalFunctionStatementSyntax function => !function.DescendantNodes().Any(_sites.Contains),
                _ => true,
            };
            if (!holds)
            {
                return false;
            }
        }

        // What others can read must be a ratio in the end.
        return _degrees.All(each => each.Value == 0 || _normalizedAt.ContainsKey(each.Key) || each.Key is ILocalSymbol or IParameterSymbol { RefKind: RefKind.None, Type.TypeKind: not TypeKind.Array } || IsPrivateTo(each.Key, scope));
    }

    private bool HoldsStatement(ExpressionSyntax expression) => expression is AssignmentExpressionSyntax assignment
        ? DegreeOf(assignment) != Invalid && (Root(assignment.Left) is not null || DegreeOf(assignment.Right) == 0) && (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || StartsAtZero(Root(assignment.Left), assignment.Right))
        : DegreeOf(expression) == 0;

    // A sum that starts at anything else is no multiple of the common factor.
    private bool StartsAtZero(ISymbol? symbol, ExpressionSyntax value) =>
        symbol is null || !_degrees.TryGetValue(symbol, out int degree) || degree == 0 || !Constants.TryRead(value, _model, out double constant) || constant == 0;

    private static bool IsPrivateTo(ISymbol symbol, SyntaxNode scope) =>
        symbol is IFieldSymbol { DeclaredAccessibility: Accessibility.Private }
        && scope.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && !type.Members.Any(member => member != scope && member is not (ConstructorDeclarationSyntax or FieldDeclarationSyntax) && member.DescendantTokens().Any(token => token.ValueText == symbol.Name));

    private int DegreeOf(ExpressionSyntax expression)
    {
        if (_sites.Contains(expression))
        {
            return 1;
        }

        return expression switch
        {
            LiteralExpressionSyntax => 0,
            ParenthesizedExpressionSyntax parentheses => DegreeOf(parentheses.Expression),
            CastExpressionSyntax cast => DegreeOf(cast.Expression),
            PrefixUnaryExpressionSyntax prefix => DegreeOf(prefix.Operand),
            PostfixUnaryExpressionSyntax postfix => DegreeOf(postfix.Operand),
            IdentifierNameSyntax name => DegreeOfSymbol(name),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" or "Key" } => 0,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => DegreeOfSymbol(name),
            MemberAccessExpressionSyntax access => DegreeOf(access.Expression),
            ElementAccessExpressionSyntax element => element.ArgumentList.Arguments.All(argument => DegreeOf(argument.Expression) == 0) ? DegreeOf(element.Expression) : Invalid,
            BinaryExpressionSyntax binary => DegreeOfBinary(binary),
            AssignmentExpressionSyntax assignment => DegreeOfAssignment(assignment),
            InvocationExpressionSyntax call => DegreeOfCall(call),
            LambdaExpressionSyntax { ExpressionBody: { } body } => DegreeOf(body),
            ConditionalExpressionSyntax choice => DegreeOf(choice.Condition) != 0 ? Invalid : Same(DegreeOf(choice.WhenTrue), DegreeOf(choice.WhenFalse)),
            TypeSyntax or ThisExpressionSyntax or BaseExpressionSyntax => 0,
            _ => Parts(expression).All(each => DegreeOf(each) == 0) ? 0 : Invalid,
        };
    }

    /// <summary>The expressions that a node is made of, each as a whole.</summary>
    private static IEnumerable<ExpressionSyntax> Parts(SyntaxNode node) => node.ChildNodes().SelectMany(static child => child is ExpressionSyntax part ? [part] : Parts(child));

    private int DegreeOfBinary(BinaryExpressionSyntax binary)
    {
        (int left, int right) = (DegreeOf(binary.Left), DegreeOf(binary.Right));
        if (left == Invalid || right == Invalid)
        {
            return Invalid;
        }

        switch (binary.Kind())
        {
            case SyntaxKind.MultiplyExpression:
                return left + right;
            case SyntaxKind.DivideExpression:
                return left - right;
            case SyntaxKind.AddExpression or SyntaxKind.SubtractExpression:
                return Same(left, right, binary);
            case SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression:
                return Same(left, right, binary) == Invalid ? Invalid : 0;
            default:
                return left == 0 && right == 0 ? 0 : Invalid;
        }
    }

    private int Same(int left, int right, BinaryExpressionSyntax binary) =>
        left == right ? left
        : left == 1 && IsNegligible(binary.Right) ? left
        : right == 1 && IsNegligible(binary.Left) ? right
        : Invalid;

    private static int Same(int left, int right) => left == right ? left : Invalid;

    private bool IsNegligible(ExpressionSyntax expression) => Constants.TryRead(expression, _model, out double value) && Math.Abs(value) <= Negligible;

    private int DegreeOfAssignment(AssignmentExpressionSyntax assignment) => (assignment.Kind(), DegreeOf(assignment.Left), DegreeOf(assignment.Right)) switch
    {
        (_, _, Invalid) or (_, Invalid, _) => Invalid,
        (SyntaxKind.SimpleAssignmentExpression, _, var right) => right,
        (SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression, var left, var right) => left == right ? right : Invalid,
        (SyntaxKind.MultiplyAssignmentExpression, var left, var right) => left + right is 0 ? 0 : right == 0 ? left : Invalid,
        (SyntaxKind.DivideAssignmentExpression, var left, var right) => left - right is 0 ? 0 : right == 0 ? left : Invalid,
        (_, 0, 0) => 0,
        _ => Invalid,
    };

    private int DegreeOfCall(InvocationExpressionSyntax call)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (MathCalls.LogArgument(call, _model) is { } argument)
        {
            int degree = DegreeOf(argument);
            if (degree == 1)
            {
                _logarithms.Add(call);
            }

            return degree is 0 or 1 ? 0 : Invalid;
        }

        if (call.Expression is not MemberAccessExpressionSyntax access)
        {
            return arguments.All(each => DegreeOf(each.Expression) == 0) ? 0 : Invalid;
        }

        int receiver = DegreeOf(access.Expression);
        return access.Name.Identifier.ValueText switch
        {
            "Select" or "ConvertAll" or "Sum" or "Average" or "Aggregate" or "ToDictionary" when arguments.Count > 0 => DegreeOf(arguments.Last().Expression),
            "ToArray" or "ToList" or "Sum" or "Average" or "AsSpan" or "AsEnumerable" or "AsParallel" or "AsOrdered" => receiver,
            "Max" or "Min" when arguments.Count == 0 => receiver,
            "Equals" when arguments.Count == 1 && IsNegligible(arguments[0].Expression) => 0,
            "Max" when arguments.Count == 2 && IsNegligible(arguments[0].Expression) => DegreeOf(arguments[1].Expression),
            "Max" when arguments.Count == 2 && IsNegligible(arguments[1].Expression) => DegreeOf(arguments[0].Expression),
            _ => receiver == 0 && arguments.All(each => DegreeOf(each.Expression) == 0) ? 0 : Invalid,
        };
    }

    private int DegreeOfSymbol(IdentifierNameSyntax name) =>
        name.SpanStart >= _start
        && _model.GetSymbolInfo(name, _cancellation).Symbol is { } symbol
        && _degrees.TryGetValue(symbol, out int degree)
        && !(_normalizedAt.TryGetValue(symbol, out int end) && name.SpanStart >= end)
            ? degree
            : 0;

    private bool Assign(ISymbol symbol, int degree)
    {
        if (degree is 0 or Invalid || _degrees.ContainsKey(symbol))
        {
            return false;
        }

        _degrees.Add(symbol, degree);
        return true;
    }

    // p[i] = p[i] / sum: from the end of its loop on, p holds ratios.
    private bool IsNormalizing(AssignmentExpressionSyntax assignment, ISymbol target) =>
        assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
        && _degrees.TryGetValue(target, out int degree)
        && degree != 0
        && assignment.Left is ElementAccessExpressionSyntax or IdentifierNameSyntax
        && assignment.Right.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(name, _cancellation).Symbol, target))
        && DegreeOf(assignment.Right) == 0;

    private bool Normalize(ISymbol target, AssignmentExpressionSyntax assignment)
    {
        bool normalizes = assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || (DegreeOf(assignment.Right) != 0 && DegreeOfAssignment(assignment) == 0);
        if (!normalizes || _normalizedAt.ContainsKey(target))
        {
            return false;
        }

        SyntaxNode walk = assignment.Ancestors().TakeWhile(static node => node is not MemberDeclarationSyntax).LastOrDefault(node => node is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax && node.SpanStart > _start) ?? assignment;
        _normalizedAt.Add(target, walk.Span.End);
        return true;
    }

    private ISymbol? Root(ExpressionSyntax target) => target switch
    {
        ElementAccessExpressionSyntax element => Root(element.Expression),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => _model.GetSymbolInfo(access, _cancellation).Symbol,
        MemberAccessExpressionSyntax access => Root(access.Expression),
        IdentifierNameSyntax name => _model.GetSymbolInfo(name, _cancellation).Symbol,
        _ => null,
    };
}
