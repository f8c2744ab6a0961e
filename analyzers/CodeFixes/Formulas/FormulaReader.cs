using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Formulas;

/// <summary>Reads an expression as a ratio of sums of exponentials, through parentheses, casts, and locals that are assigned once.</summary>
/// <param name="model">The document's.</param>
/// <param name="cancellation">Stops the reading.</param>
internal sealed class FormulaReader(SemanticModel model, CancellationToken cancellation)
{
    // Locals that stand for other locals end somewhere; half-typed code may say otherwise.
    private const int MaxDepth = 32;

    private readonly HashSet<ILocalSymbol> _locals = new(SymbolEqualityComparer.Default);
    private int _depth;

    /// <summary>The locals whose values were read through.</summary>
    public IReadOnlyCollection<ILocalSymbol> Locals => _locals;

    public Ratio? Read(ExpressionSyntax expression)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_depth > MaxDepth)
        {
            return null;
        }

        _depth++;
        Ratio? ratio = ReadCore(expression);
        _depth--;
        return ratio;
    }

    private Ratio? ReadCore(ExpressionSyntax expression)
    {
        if (Constants.TryRead(expression, model, out double constant))
        {
            return constant == 0 ? null : Ratio.Of(Terms.Constant(constant));
        }

        if (MathCalls.ExpArgument(expression, model) is { } argument)
        {
            return Ratio.Of(Terms.Exponential(Exponent.Of(argument, model)));
        }

        // (e^x ± e^−x) / 2
        foreach ((string name, double sign) in new[] { ("Cosh", 1.0), ("Sinh", -1.0) })
        {
            if (MathCalls.Argument(expression, name, model) is { } hyperbolic)
            {
                Exponent exponent = Exponent.Of(hyperbolic, model);
                return Ratio.Of(Terms.Exponential(exponent).Times(0.5).Plus(Terms.Exponential(exponent.Times(-1)).Times(0.5 * sign)));
            }
        }

        if (MathCalls.SquareArgument(expression, model) is { } @base)
        {
            return Read(@base) is { } square ? square.Times(square) : null;
        }

        return expression switch
        {
            ParenthesizedExpressionSyntax parenthesized => Read(parenthesized.Expression),
            CastExpressionSyntax cast when IsFloatingPoint(model.GetTypeInfo(cast).Type) => Read(cast.Expression),
            PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.UnaryMinusExpression) => Read(prefix.Operand)?.Negated(),
            BinaryExpressionSyntax binary => ReadBinary(binary),
            AssignmentExpressionSyntax assignment => ReadCompound(assignment),
            IdentifierNameSyntax identifier => ReadLocal(identifier),
            InvocationExpressionSyntax call => ReadCall(call),
            _ => null,
        };
    }

    private Ratio? ReadBinary(BinaryExpressionSyntax binary)
    {
        switch (binary.Kind())
        {
            case SyntaxKind.AddExpression:
                return Read(binary.Left) is { } left && Read(binary.Right) is { } right ? left.Plus(right) : null;

            case SyntaxKind.SubtractExpression:
                return Read(binary.Left) is { } minuend && Read(binary.Right) is { } subtrahend ? minuend.Plus(subtrahend.Negated()) : null;

            case SyntaxKind.MultiplyExpression:
                return (Read(binary.Left), Read(binary.Right)) switch
                {
                    ({ } first, { } second) => first.Times(second),
                    (null, { } second) when IsFactor(binary.Left) => second.WithFactor(binary.Left),
                    ({ } first, null) when IsFactor(binary.Right) => first.WithFactor(binary.Right),
                    _ => null,
                };

            case SyntaxKind.DivideExpression:
                if (Read(binary.Right) is not { } divisor)
                {
                    return null;
                }

                return Read(binary.Left) is { } dividend ? dividend.DividedBy(divisor)
                    : IsFactor(binary.Left) ? Ratio.One.WithFactor(binary.Left).DividedBy(divisor)
                    : null;

            default:
                return null;
        }
    }

    // q /= d and q *= f, where q has its first value.
    private Ratio? ReadCompound(AssignmentExpressionSyntax assignment) =>
        assignment.Kind() is SyntaxKind.DivideAssignmentExpression or SyntaxKind.MultiplyAssignmentExpression
        && LocalValues.FirstValueOf(assignment, model, cancellation) is { } value
        && Read(value) is { } first
        && Read(assignment.Right) is { } second
            ? assignment.IsKind(SyntaxKind.DivideAssignmentExpression) ? first.DividedBy(second) : first.Times(second)
            : null;

    private bool IsFactor(ExpressionSyntax expression) =>
        IsFloatingPoint(model.GetTypeInfo(expression).ConvertedType)
        && !expression.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Any(each => MathCalls.ExpArgument(each, model) is not null);

    private Ratio? ReadLocal(IdentifierNameSyntax identifier)
    {
        if (model.GetSymbolInfo(identifier, cancellation).Symbol is ILocalSymbol local
            && IsFloatingPoint(local.Type)
            && LocalValues.ValueOf(local, model, cancellation) is { } value
            && LocalValues.IsUnchanged(value, identifier, model, cancellation)
            && Read(value) is { } ratio)
        {
            _locals.Add(local);
            return ratio;
        }

        return null;
    }

    // A method of the project that is one expression of its parameter, as a sigmoid is.
    private Ratio? ReadCall(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [var given]
        && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { Parameters: [{ RefKind: RefKind.None } parameter], IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences: [var reference] } method
        && IsFloatingPoint(method.ReturnType)
        && reference.SyntaxTree == model.SyntaxTree
        && BodyOf(reference.GetSyntax(cancellation)) is { } body
        && Read(body) is { } ratio
            ? ratio.With(exponent => exponent.Text == parameter.Name ? Exponent.Of(given.Expression, model).Times(exponent.Scale) : null)
            : null;

    private static ExpressionSyntax? BodyOf(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax { ExpressionBody.Expression: var expression } => expression,
        MethodDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: { } expression }] } => expression,
        LocalFunctionStatementSyntax { ExpressionBody.Expression: var expression } => expression,
        _ => null,
    };

    private static bool IsFloatingPoint(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
}
