using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

/// <summary>The project's own methods and fields, as far as a body that uses them may look into them.</summary>
internal sealed class SourceMethods(SemanticModel model)
{
    /// <summary>A helper fits on a screen.</summary>
    private const int MaximumLength = 2500;

    private static readonly ConditionalWeakTable<Compilation, Found> Projects = new();

    private readonly Found _found = Projects.GetValue(model.Compilation, static _ => new());

    /// <summary>What is known of functions of numbers, as a term of their parameters, or that nothing is.</summary>
    public ConcurrentDictionary<IMethodSymbol, object> Summaries => _found.Summaries;

    public IOperation? BodyOf(IMethodSymbol method, CancellationToken cancellation) =>
        method.IsAbstract || method.DeclaringSyntaxReferences.IsEmpty
            ? null
            : _found.Bodies.GetOrAdd(method.OriginalDefinition, each => FindBody(each, cancellation));

    /// <summary>The number that a constant holds, or a field that nothing but its initializer sets.</summary>
    public double? ValueOf(IFieldSymbol field) => field.ConstantValue is { } constant
        ? constant is double or float or int or long ? Convert.ToDouble(constant, null) : null
        : _found.Fields.GetOrAdd(field.OriginalDefinition, static each => FindValue(each));

    /// <summary>The lambda or method that a field of a delegate type is set to for good.</summary>
    public IOperation? FunctionOf(IFieldSymbol field, CancellationToken cancellation) =>
        field is { IsReadOnly: true, Type.TypeKind: TypeKind.Delegate, DeclaringSyntaxReferences: [var reference] }
        && reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer: { } initializer }
        && ModelOf(initializer.SyntaxTree)?.GetOperation(initializer, cancellation) is { } operation
            ? operation.ChildOperations.FirstOrDefault()
            : null;

    /// <summary>Whether it stands in the file that is looked at.</summary>
    public bool IsOfSameFile(IOperation operation) => operation.Syntax.SyntaxTree == model.SyntaxTree;

    private static double? FindValue(IFieldSymbol field)
    {
        if (field.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
            || Number(value) is not { } number)
        {
            return null;
        }

        return field.IsReadOnly
            || (field.DeclaredAccessibility == Accessibility.Private && field.ContainingType.DeclaringSyntaxReferences is [var type] && !IsAssigned(type.GetSyntax(), declarator))
                ? number
                : null;
    }

    private static bool IsAssigned(SyntaxNode type, VariableDeclaratorSyntax field)
    {
        foreach (SyntaxNode node in type.DescendantNodes())
        {
            ExpressionSyntax? target = node switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left,
                PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } prefix => prefix.Operand,
                PostfixUnaryExpressionSyntax postfix => postfix.Operand,
                ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => argument.Expression,
                _ => null,
            };
            if ((target as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText == field.Identifier.ValueText
                || (target as IdentifierNameSyntax)?.Identifier.ValueText == field.Identifier.ValueText)
            {
                return true;
            }
        }

        return false;
    }

    private static double? Number(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax { Token.Value: double or float or int } literal => Convert.ToDouble(literal.Token.Value, null),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus => -Number(minus.Operand),
        ParenthesizedExpressionSyntax parenthesized => Number(parenthesized.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } quotient => Number(quotient.Left) / Number(quotient.Right),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product => Number(product.Left) * Number(product.Right),
        _ => null,
    };

    private IOperation? FindBody(IMethodSymbol method, CancellationToken cancellation)
    {
        SyntaxNode syntax = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        if (syntax.Span.Length > MaximumLength)
        {
            return null;
        }

        IOperation? operation = ModelOf(syntax.SyntaxTree)?.GetOperation(syntax, cancellation);
        return operation is IMethodBodyOperation or IBlockOperation && !IsMissing(operation) ? operation : null;
    }

    /// <summary>Whether there is nothing in it but an exception that says so.</summary>
    private static bool IsMissing(IOperation body)
    {
        while (body is IMethodBodyOperation or IBlockOperation or IExpressionStatementOperation or IReturnOperation or IConversionOperation && body.ChildOperations.Count == 1)
        {
            body = body.ChildOperations.First();
        }

        return body is IThrowOperation;
    }

    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030", Justification = "Only for small helpers that a body with exponentials calls, and kept for the other bodies of the project.")]
    public SemanticModel? ModelOf(SyntaxTree tree) => tree == model.SyntaxTree ? model
        : model.Compilation.ContainsSyntaxTree(tree) ? _found.Models.GetOrAdd(tree, each => model.Compilation.GetSemanticModel(each))
        : null;

    /// <summary>What the bodies of one project share, whichever file asks first.</summary>
    private sealed class Found
    {
        public ConcurrentDictionary<IMethodSymbol, IOperation?> Bodies { get; } = new(SymbolEqualityComparer.Default);

        public ConcurrentDictionary<IMethodSymbol, object> Summaries { get; } = new(SymbolEqualityComparer.Default);

        public ConcurrentDictionary<IFieldSymbol, double?> Fields { get; } = new(SymbolEqualityComparer.Default);

        public ConcurrentDictionary<SyntaxTree, SemanticModel> Models { get; } = new();
    }
}
