using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Shifting;

/// <summary>
/// The degree of every expression in the factor that all exponentials have in common: 1 for an exponential and for sums of them, −1 for the
/// reciprocal of a sum, 0 for a ratio and for everything else.
/// </summary>
/// <param name="sites">The exponentials.</param>
/// <param name="scope">The member that they are in.</param>
/// <param name="start">Where the first of them is walked over.</param>
/// <param name="model">The document's.</param>
/// <param name="cancellation">Stops the reading.</param>
internal sealed class Degrees(IReadOnlyCollection<SyntaxNode> sites, SyntaxNode scope, int start, SemanticModel model, CancellationToken cancellation)
{
    /// <summary>The degree of a sum of unlike things.</summary>
    public const int Invalid = 100;

    /// <summary>A number so small beside a sum that is at least 1 does not count.</summary>
    private const double Negligible = 1e-6;

    private readonly Dictionary<ISymbol, int> _degrees = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _normalizedAt = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ExpressionSyntax> _logarithms = [];
    private readonly HashSet<SyntaxNode> _open = [];

    /// <summary>Logarithms of degree 1, to which the maximum is to be added.</summary>
    public IEnumerable<ExpressionSyntax> Logarithms => _logarithms;

    /// <summary>What is of another degree than 0 somewhere.</summary>
    public IEnumerable<ISymbol> Symbols => _degrees.Keys;

    public int this[ISymbol? symbol] => symbol is not null && _degrees.TryGetValue(symbol, out int degree) ? degree : 0;

    /// <summary>Where a symbol begins to hold ratios.</summary>
    public int? NormalizedAt(ISymbol symbol) => _normalizedAt.TryGetValue(symbol, out int position) ? position : null;

    /// <summary>True where this is news.</summary>
    public bool Assign(ISymbol symbol, int degree)
    {
        if (degree is 0 or Invalid || _degrees.ContainsKey(symbol))
        {
            return false;
        }

        _degrees.Add(symbol, degree);
        return true;
    }

    /// <summary>True where this is news.</summary>
    public bool Normalize(ISymbol symbol, int position)
    {
        if (_normalizedAt.ContainsKey(symbol))
        {
            return false;
        }

        _normalizedAt.Add(symbol, position);
        return true;
    }

    public int Of(ExpressionSyntax expression)
    {
        cancellation.ThrowIfCancellationRequested();
        if (sites.Contains(expression))
        {
            return 1;
        }

        return expression switch
        {
            LiteralExpressionSyntax => 0,
            ParenthesizedExpressionSyntax parentheses => Of(parentheses.Expression),
            CastExpressionSyntax cast => Of(cast.Expression),
            PrefixUnaryExpressionSyntax prefix => Of(prefix.Operand),
            PostfixUnaryExpressionSyntax postfix => Of(postfix.Operand),
            IdentifierNameSyntax name => OfName(name),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" or "Key" } => 0,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => OfName(name),
            MemberAccessExpressionSyntax access => OfName(access.Name) is not 0 and var degree ? degree : Of(access.Expression),
            ElementAccessExpressionSyntax element => element.ArgumentList.Arguments.All(argument => Of(argument.Expression) == 0) ? Of(element.Expression) : Invalid,
            BinaryExpressionSyntax binary => OfBinary(binary),
            AssignmentExpressionSyntax assignment => OfAssignment(assignment),
            InvocationExpressionSyntax call => OfCall(call),
            LambdaExpressionSyntax lambda => OfFunction(lambda),
            ConditionalExpressionSyntax choice => OfChoice(choice),
            TypeSyntax or ThisExpressionSyntax or BaseExpressionSyntax => 0,
            _ => Parts(expression).All(each => Of(each) == 0) ? 0 : Invalid,
        };
    }

    /// <summary>True for 0 and for numbers that do not count beside a sum.</summary>
    public bool IsNegligible(ExpressionSyntax expression) =>
        (Constants.TryRead(expression, model, out double value) && Math.Abs(value) <= Negligible)
        || expression is DefaultExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression };

    /// <summary>The degree that an assignment leaves in its target.</summary>
    public int OfAssignment(AssignmentExpressionSyntax assignment) => (assignment.Kind(), Of(assignment.Left), Of(assignment.Right)) switch
    {
        (_, _, Invalid) or (_, Invalid, _) => Invalid,
        (SyntaxKind.SimpleAssignmentExpression, _, var right) => right,
        (SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression, var left, var right) => left == right ? right : Invalid,
        (SyntaxKind.MultiplyAssignmentExpression, var left, var right) => left + right is 0 ? 0 : right == 0 ? left : Invalid,
        (SyntaxKind.DivideAssignmentExpression, var left, var right) => left - right is 0 ? 0 : right == 0 ? left : Invalid,
        (_, 0, 0) => 0,
        _ => Invalid,
    };

    private int OfChoice(ConditionalExpressionSyntax choice) =>
        Of(choice.Condition) != 0 ? Invalid
        : IsNegligible(choice.WhenFalse) ? Of(choice.WhenTrue)
        : IsNegligible(choice.WhenTrue) ? Of(choice.WhenFalse)
        : Same(Of(choice.WhenTrue), Of(choice.WhenFalse));

    /// <summary>The expressions that a node is made of, each as a whole.</summary>
    private static IEnumerable<ExpressionSyntax> Parts(SyntaxNode node) => node.ChildNodes().SelectMany(static child => child is ExpressionSyntax part ? [part] : Parts(child));

    private static int Same(int left, int right) => left == right ? left : Invalid;

    private int OfBinary(BinaryExpressionSyntax binary)
    {
        (int left, int right) = (Of(binary.Left), Of(binary.Right));
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

    private int OfName(SimpleNameSyntax name)
    {
        if (model.GetSymbolInfo(name, cancellation).Symbol is not { } symbol)
        {
            return 0;
        }

        if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction } function)
        {
            return OfFunction(Functions.Declaration(function, model, cancellation));
        }

        bool isLater = name.SpanStart >= start || !scope.Span.Contains(name.Span);
        return isLater && _degrees.TryGetValue(symbol, out int degree) && !(_normalizedAt.TryGetValue(symbol, out int end) && name.SpanStart >= end) ? degree : 0;
    }

    /// <summary>The degree of all that a function returns.</summary>
    private int OfFunction(SyntaxNode? function)
    {
        if (function is null || !_open.Add(function))
        {
            return Invalid;
        }

        int[] degrees = [.. Functions.Returned(function).Where(each => !IsNegligible(each)).Select(Of).Distinct()];
        _open.Remove(function);
        return degrees switch
        {
            [] => 0,
            [var only] => only,
            _ => Invalid,
        };
    }

    private int OfCall(InvocationExpressionSyntax call)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        if (MathCalls.Logarithm(call, model) is var (argument, _))
        {
            int degree = Of(argument);
            if (degree == 1)
            {
                _logarithms.Add(call);
            }

            return degree is 0 or 1 ? 0 : Invalid;
        }

        if (Functions.Called(call.Expression, model, cancellation) is { } method && (Functions.IsLocal(method) || arguments.Any(each => Of(each.Expression) != 0)))
        {
            return arguments.Count == method.Parameters.Length && arguments.Zip(method.Parameters, (given, parameter) => given.NameColon is null && Of(given.Expression) == this[parameter]).All(static each => each)
                ? OfFunction(Functions.Declaration(method, model, cancellation))
                : Invalid;
        }

        if (call.Expression is not MemberAccessExpressionSyntax access)
        {
            return Of(call.Expression) is not 0 and var called ? called : arguments.All(each => Of(each.Expression) == 0) ? 0 : Invalid;
        }

        int receiver = Of(access.Expression);
        return access.Name.Identifier.ValueText switch
        {
            "Select" or "ConvertAll" or "Sum" or "Average" or "Aggregate" or "ToDictionary" when arguments.Count > 0 => Of(arguments.Last().Expression),
            "ToArray" or "ToList" or "Sum" or "Average" or "AsSpan" or "AsEnumerable" or "AsParallel" or "AsOrdered" or "First" or "Last" or "Reverse" when arguments.Count == 0 => receiver,
            "Max" or "Min" when arguments.Count == 0 => receiver,
            "Any" when arguments.Count == 0 => 0,
            "ForEach" or "For" when arguments.All(each => Of(each.Expression) != Invalid) => 0,
            "Add" when arguments.Count is 1 or 2 => Of(arguments.Last().Expression) == receiver ? 0 : Invalid,
            "IsNaN" or "IsInfinity" or "IsPositiveInfinity" or "IsFinite" when arguments.Count == 1 => Of(arguments[0].Expression) == Invalid ? Invalid : 0,
            "Equals" when arguments.Count == 1 && IsNegligible(arguments[0].Expression) => 0,
            "Max" when arguments.Count == 2 && IsNegligible(arguments[0].Expression) => Of(arguments[1].Expression),
            "Max" when arguments.Count == 2 && IsNegligible(arguments[1].Expression) => Of(arguments[0].Expression),
            _ => receiver == 0 && arguments.All(each => Of(each.Expression) == 0) ? 0 : Invalid,
        };
    }
}
