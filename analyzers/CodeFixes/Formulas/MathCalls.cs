using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Formulas;

/// <summary>The elementary functions under all the names that .NET and game engines give them.</summary>
internal static class MathCalls
{
    /// <summary>The argument of exp(x), also written as a power of e.</summary>
    public static ExpressionSyntax? ExpArgument(ExpressionSyntax expression, SemanticModel model)
    {
        if (Argument(expression, "Exp", model) is { } argument)
        {
            return argument;
        }

        if (expression is InvocationExpressionSyntax { ArgumentList.Arguments: [var only] } call && model.GetSymbolInfo(call).Symbol is IMethodSymbol method && IsWrapper(method))
        {
            return only.Expression;
        }

        return Arguments(expression, "Pow", 2, model) is [var @base, var exponent]
            && Constants.TryRead(@base.Expression, model, out double e)
            && Math.Abs(e - Math.E) < 1e-6
                ? exponent.Expression
                : null;
    }

    /// <summary>The framework's class of functions of floats or doubles, as it is named at a position.</summary>
    public static string ClassOf(bool isSingle, SemanticModel model, int position)
    {
        string name = isSingle ? "MathF" : "Math";
        return model.Compilation.GetTypeByMetadataName("System." + name) is not { } math ? "global::System." + name
            : Usings.NameOf(math, model, position) is { NeedsUsing: false, Name: var inScope } && inScope == name ? name
            : IsMeant("System." + name, math, model, position) ? "System." + name
            : "global::System." + name;
    }

    private static bool IsMeant(string name, INamedTypeSymbol type, SemanticModel model, int position) => SymbolEqualityComparer.Default.Equals(
        model.GetSpeculativeSymbolInfo(position, SyntaxFactory.ParseExpression(name), SpeculativeBindingOption.BindAsExpression).Symbol, type);

    /// <summary>True for a method group of exp.</summary>
    public static bool IsExp(ExpressionSyntax group, SemanticModel model) => model.GetSymbolInfo(group).Symbol is IMethodSymbol method && (IsFunction(method, "Exp", 1) || IsWrapper(method));

    /// <summary>The argument of the natural logarithm.</summary>
    public static ExpressionSyntax? LogArgument(ExpressionSyntax expression, SemanticModel model) => Argument(expression, "Log", model);

    /// <summary>The argument and the base of a logarithm to any constant base.</summary>
    public static (ExpressionSyntax Argument, double Base)? Logarithm(ExpressionSyntax expression, SemanticModel model) =>
        LogArgument(expression, model) is { } natural ? (natural, Math.E)
        : expression is not InvocationExpressionSyntax || model.GetTypeInfo(expression).Type?.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double) ? null
        : Argument(expression, "Log2", model) is { } binary ? (binary, 2)
        : Argument(expression, "Log10", model) is { } common ? (common, 10)
        : Arguments(expression, "Log", 2, model) is [var argument, var @base] && Constants.TryRead(@base.Expression, model, out double value) ? (argument.Expression, value)
        : null;

    /// <summary>The base of a square, written as a power.</summary>
    public static ExpressionSyntax? SquareArgument(ExpressionSyntax expression, SemanticModel model) =>
        Arguments(expression, "Pow", 2, model) is [var @base, var exponent] && Constants.TryRead(exponent.Expression, model, out double two) && two == 2
            ? @base.Expression
            : null;

    public static ExpressionSyntax? Argument(ExpressionSyntax expression, string name, SemanticModel model) => Arguments(expression, name, 1, model) is [var argument] ? argument.Expression : null;

    /// <summary>True for a function of this name that takes and gives floats or doubles and belongs to a library of mathematics.</summary>
    public static bool IsFunction(IMethodSymbol method, string name, int parameters) =>
        method.IsStatic
        && string.Equals(method.Name, name, StringComparison.Ordinal)
        && method.Parameters.Length == parameters
        && (IsOfNumbers(method) || IsOfTypeParameter(method));

    private static bool IsOfNumbers(IMethodSymbol method) =>
        (method.ContainingType is { SpecialType: SpecialType.System_Double or SpecialType.System_Single } || method.ContainingType?.Name is "Math" or "MathF" or "Mathf")
        && method.ReturnType.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    // T.Exp of generic mathematics.
    private static bool IsOfTypeParameter(IMethodSymbol method) =>
        method.ContainingType is { TypeKind: TypeKind.Interface, ContainingNamespace: { Name: "Numerics", ContainingNamespace.Name: "System" }, TypeArguments: [ITypeParameterSymbol] };

    /// <summary>True for a method of the project that does nothing but call exp on its parameter.</summary>
    private static bool IsWrapper(IMethodSymbol method)
    {
        if (method is not { Parameters: [{ RefKind: RefKind.None } parameter], DeclaringSyntaxReferences: [var reference], ReturnType.SpecialType: SpecialType.System_Double or SpecialType.System_Single, IsVirtual: false, IsOverride: false, IsAbstract: false })
        {
            return false;
        }

        ExpressionSyntax? value = reference.GetSyntax() switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            MethodDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: { } body }] } => body,
            LocalFunctionStatementSyntax { ExpressionBody.Expression: var body } => body,
            _ => null,
        };
        return value is not null
            && Kernels.ElementFormula.Bare(value) is InvocationExpressionSyntax { ArgumentList.Arguments: [var argument] } call
            && call.Expression.ToString() is "Math.Exp" or "MathF.Exp" or "System.Math.Exp" or "System.MathF.Exp" or "Mathf.Exp" or "double.Exp" or "float.Exp"
            && Kernels.ElementFormula.Bare(argument.Expression) is IdentifierNameSyntax name
            && name.Identifier.ValueText == parameter.Name;
    }

    private static SeparatedSyntaxList<ArgumentSyntax>? Arguments(ExpressionSyntax expression, string name, int count, SemanticModel model) =>
        expression is InvocationExpressionSyntax invocation
        && invocation.ArgumentList.Arguments.Count == count
        && NameOf(invocation) == name
        && model.GetSymbolInfo(invocation).Symbol is IMethodSymbol method
        && IsFunction(method, name, count)
            ? invocation.ArgumentList.Arguments
            : null;

    private static string? NameOf(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        _ => null,
    };
}
