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
            IdentifierNameSyntax identifier => ReadLocal(identifier),
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

    private static bool IsFloatingPoint(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
}
