using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>Follows the statements of a block that compute the softmax or the log-sum-exp of one row, in loops or in LINQ, with or without its maximum.</summary>
/// <param name="model">The document's.</param>
/// <param name="cancellation">Stops the reading.</param>
/// <param name="depth">How many methods are being read that call one another.</param>
internal sealed partial class RowReader(SemanticModel model, CancellationToken cancellation, int depth = 0)
{
    private ExpressionSyntax? _shift;

    public int Depth => depth;

    public RowFacts Facts { get; } = new();

    public RowExtent Extent { get; } = new(model, cancellation);

    /// <summary>Where the probabilities are stored by a loop.</summary>
    public ExpressionSyntax? Output { get; private set; }

    /// <summary>Whether the logarithms of the probabilities are what is computed.</summary>
    public bool IsLogarithm { get; private set; }

    /// <summary>True for a statement whose whole effect is known.</summary>
    public bool Read(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: var variables, UsingKeyword.RawKind: 0 } => variables.All(variable => variable.Initializer is { } initializer && ReadValue(model.GetDeclaredSymbol(variable, cancellation), initializer.Value)),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target, Right: var value } } => ReadValue(Symbol(target), value),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } when !IsParallel(call) => Read(call),
        _ when CountedLoop.Of(statement) is { } loop => ReadLoop(loop),
        ForEachStatementSyntax each => ReadLoop(CountedLoop.StatementsOf(each.Statement), each.Identifier.ValueText, each.Expression, true),
        _ => false,
    };

    /// <summary>True for a call whose whole effect is known.</summary>
    public bool Read(InvocationExpressionSyntax call) => call switch
    {
        { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "TensorPrimitives" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TensorPrimitives" }, Name: var operation } } =>
            ReadOperation(operation.Identifier.ValueText, [.. call.ArgumentList.Arguments.Select(static argument => argument.Expression)]),
        _ when KernelCall.Of(call, model, cancellation) is { } kernel =>
            Facts.IsRow(kernel.Logits.Row) && Covers(kernel.Logits) && Facts.HasFormula(new(null, kernel.Temperature)) && Covers(kernel.Probabilities) && Facts.Learn(Symbol(kernel.Probabilities.Row), RowFact.Probabilities),
        { ArgumentList.Arguments: [var only] } when Facts[Symbol(only.Expression)] == RowFact.Exponentials =>
            RowMethod.Read(call, RowFact.Exponentials, this, model, cancellation) == RowFact.Probabilities && Store(only.Expression),
        { ArgumentList.Arguments: [var logits, var output] } =>
            RowMethod.Read(call, null, this, model, cancellation) == RowFact.Probabilities && IsWholeRow(logits.Expression) && Facts.HasFormula(new(null, null)) && Facts.Learn(Symbol(output.Expression), RowFact.Probabilities),
        _ => false,
    };

    /// <summary>True for the sum of the row's exponentials.</summary>
    public bool IsSum(ExpressionSyntax expression) => ElementFormula.Bare(expression) switch
    {
        IdentifierNameSyntax name => Facts[Symbol(name)] == RowFact.Sum,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sum", Expression: IdentifierNameSyntax { Identifier.ValueText: "TensorPrimitives" } }, ArgumentList.Arguments: [var span] } =>
            Facts[Symbol(span.Expression)] == RowFact.Exponentials && Extent.IsWhole(span.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sum" } access } call => IsSumCall(call, access.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Aggregate" } access, ArgumentList.Arguments: [var seed, { Expression: ParenthesizedLambdaExpressionSyntax { ExpressionBody: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum, ParameterList.Parameters: [var total, var element] } }] } =>
            Constants.TryRead(seed.Expression, model, out double zero) && zero == 0
            && sum.Left.ToString() == total.Identifier.ValueText
            && IsExponential(ElementFormula.Bare(sum.Right), element.Identifier.ValueText, access.Expression),
        InvocationExpressionSyntax { ArgumentList.Arguments: [var row] } call => MethodOf(call, row.Expression) == RowFact.Sum,
        _ => false,
    };

    /// <summary>The index whose probability this is: <c>exp(row[index]) / sum</c>, or <c>probabilities[index]</c>.</summary>
    public ExpressionSyntax? TargetOf(ExpressionSyntax expression)
    {
        ExpressionSyntax bare = ElementFormula.Bare(expression);
        if (bare is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var place] } probability)
        {
            return FactOf(probability.Expression) == RowFact.Probabilities ? WithoutOffset(place.Expression, probability.Expression) : null;
        }

        if (bare is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } quotient)
        {
            return null;
        }

        ExpressionSyntax dividend = ElementFormula.Bare(quotient.Left);
        if (dividend is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } stored)
        {
            return Facts[Symbol(stored.Expression)] == RowFact.Exponentials && IsSum(quotient.Right) ? WithoutOffset(index.Expression, stored.Expression) : null;
        }

        ExpressionSyntax? target = null;
        return IsSum(quotient.Right) && ElementFormula.Read(dividend, IsTarget, model) is { } formula && Facts.HasFormula(formula) ? target : null;

        bool IsTarget(ExpressionSyntax element)
        {
            target = element is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var at] } access && Facts.IsRow(access.Expression) ? WithoutOffset(at.Expression, access.Expression) : target;
            return target is not null && element.Span.Contains(target.Span) && element is ElementAccessExpressionSyntax;
        }
    }

    /// <summary>What an expression is, in the row's computation.</summary>
    public RowFact? FactOf(ExpressionSyntax expression)
    {
        ExpressionSyntax bare = WithoutCopy(expression);
        return Output is not null && Output.ToString() == bare.ToString() ? IsLogarithm ? null : RowFact.Probabilities
            : bare is IdentifierNameSyntax && Facts[Symbol(bare)] is { } known ? known
            : IsSum(bare) ? RowFact.Sum
            : bare is InvocationExpressionSyntax { ArgumentList.Arguments: [var row] } call && MethodOf(call, row.Expression) is { } made ? made
            : IsNormalized(bare) ? IsLogarithm ? null : RowFact.Probabilities
            : AreExponentials(bare) ? RowFact.Exponentials
            : null;
    }

    /// <summary>Goes on behind the loop that stored the probabilities.</summary>
    public bool Continue()
    {
        bool continues = Output is not null && !IsLogarithm && Facts.Learn(Symbol(Output), RowFact.Probabilities);
        Output = null;
        return continues;
    }

    /// <summary>True for <c>exponentials.Select(e => e / sum)</c>, <c>row.Select(x => exp(x) / sum)</c> and the like.</summary>
    public bool IsNormalized(ExpressionSyntax expression) =>
        Projection.Of(expression) is { } projection && IsProbability(projection.Body, projection.Sequence, projection.Element);

    /// <summary>True for the row's maximum, by its name or as a call.</summary>
    public bool IsMax(ExpressionSyntax expression) => ElementFormula.Bare(expression) switch
    {
        IdentifierNameSyntax name => Facts[Symbol(name)] == RowFact.Max,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Max", Expression: IdentifierNameSyntax { Identifier.ValueText: "TensorPrimitives" } }, ArgumentList.Arguments: [var row] } => IsWholeRow(row.Expression),
        _ => false,
    };

    private bool IsWholeRow(ExpressionSyntax row) => Facts.IsRow(row) && Extent.IsWhole(row);

    // The index within the row.
    private ExpressionSyntax? WithoutOffset(ExpressionSyntax index, ExpressionSyntax row) => Extent.OffsetOf(row) is not { } offset ? index
        : index is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && sum.Left.ToString() == offset.ToString() ? sum.Right
        : null;

    private static bool IsParallel(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Parallel" } };

    // All of it is what the row extends to.
    private bool Covers(RowPart part) => part.Length is null ? Extent.IsWhole(part.Row) : Extent.BeginsAt(part.Row, part.Offset) && HasLength(part.Length);

    private static ExpressionSyntax WithoutCopy(ExpressionSyntax expression) =>
        ElementFormula.Bare(expression) is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" or "ToList" } collected, ArgumentList.Arguments.Count: 0 }
            ? ElementFormula.Bare(collected.Expression)
            : ElementFormula.Bare(expression);

    // A method of the project, of the row or of its exponentials.
    private RowFact? MethodOf(InvocationExpressionSyntax call, ExpressionSyntax row) =>
        Facts[Symbol(row)] == RowFact.Exponentials ? RowMethod.Read(call, RowFact.Exponentials, this, model, cancellation)
        : RowMethod.Read(call, null, this, model, cancellation) is { } fact && IsWholeRow(row) && Facts.HasFormula(new(null, null)) ? fact
        : null;

    private ISymbol? Symbol(ExpressionSyntax expression) => model.GetSymbolInfo(expression, cancellation).Symbol;

    private bool ReadValue(ISymbol? symbol, ExpressionSyntax value)
    {
        ExpressionSyntax bare = WithoutCopy(value);
        switch (bare)
        {
            case LiteralExpressionSyntax when Constants.TryRead(bare, model, out double zero) && zero == 0:
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "NegativeInfinity" or "MinValue" }:
            case PrefixUnaryExpressionSyntax { Operand: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MaxValue" } }:
                return Facts.Learn(symbol, RowFact.Start);
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var place }] } first:
                return Facts.IsRow(first.Expression) && Extent.BeginsAt(first.Expression, place is LiteralExpressionSyntax { Token.ValueText: "0" } ? null : place) && Facts.Learn(symbol, RowFact.Start);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } quotient:
                return Constants.TryRead(quotient.Left, model, out double one) && one == 1 && IsSum(quotient.Right) && Facts.Learn(symbol, RowFact.Reciprocal);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Max" } max } call:
                return call.ArgumentList.Arguments switch
                {
                    [] => IsWholeRow(max.Expression) && Facts.Learn(symbol, RowFact.Max),
                    [var argument] when max.Expression.ToString() == "TensorPrimitives" => IsWholeRow(argument.Expression) && Facts.Learn(symbol, RowFact.Max),
                    _ => false,
                };
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" } } or QueryExpressionSyntax:
                return AreExponentials(bare) && Facts.Learn(symbol, RowFact.Exponentials);
            case InvocationExpressionSyntax { ArgumentList.Arguments: [var row] } call when !IsSum(call):
                return MethodOf(call, row.Expression) is { } fact && Facts.Learn(symbol, fact);
            default:
                return IsSum(bare) && Facts.Learn(symbol, RowFact.Sum);
        }
    }

    // TensorPrimitives' operations on whole rows.
    private bool ReadOperation(string name, ExpressionSyntax[] arguments)
    {
        switch (name, arguments)
        {
            case ("Subtract", [var row, var shift, var destination]):
                return ReadShift(row, shift, destination);
            case ("Add", [var row, PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: var shift }, var destination]):
                return ReadShift(row, shift, destination);
            case ("Exp", [var row, var destination]):
                bool isShifted = Facts[Symbol(row)] == RowFact.Shifted;
                return (isShifted || IsWholeRow(row)) && Facts.HasFormula(isShifted ? new(_shift, null) : new(null, null)) && Facts.Learn(Symbol(destination), RowFact.Exponentials);
            case ("Divide", [var row, var sum, var destination]):
                return Facts[Symbol(row)] == RowFact.Exponentials && IsSum(sum) && Store(destination);
            case ("SoftMax", [var row, var destination]):
                return IsWholeRow(row) && Facts.HasFormula(new(null, null)) && Facts.Learn(Symbol(destination), RowFact.Probabilities);
            case ("Log", [var row, var destination]):
                IsLogarithm = Facts[Symbol(row)] == RowFact.Probabilities;
                return IsLogarithm && Store(destination);
            case ("Multiply", [var row, var reciprocal, var destination]):
                return Facts[Symbol(row)] == RowFact.Exponentials && IsReciprocal(reciprocal) && Store(destination);
            default:
                return false;
        }
    }

    private bool ReadShift(ExpressionSyntax row, ExpressionSyntax shift, ExpressionSyntax destination)
    {
        _shift = shift;
        return IsMax(shift) && IsWholeRow(row) && Facts.Learn(Symbol(destination), RowFact.Shifted);
    }

    private bool Store(ExpressionSyntax output)
    {
        Output ??= output;
        return Output.ToString() == output.ToString();
    }

    // An element of the exponentials divided by their sum; the sequence is what a lambda goes over.
    private bool IsProbability(ExpressionSyntax expression, ExpressionSyntax? sequence, string element)
    {
        ExpressionSyntax bare = ElementFormula.Bare(expression);
        ExpressionSyntax? logarithm = MathCalls.LogArgument(bare, model);
        if (logarithm is not null && IsElementOfProbabilities(ElementFormula.Bare(logarithm), sequence, element))
        {
            return IsLogarithm = true;
        }

        if (ElementFormula.Bare(logarithm ?? bare) is not BinaryExpressionSyntax binary)
        {
            return false;
        }

        bool divides = binary.IsKind(SyntaxKind.DivideExpression) && IsSum(binary.Right);
        bool multiplies = binary.IsKind(SyntaxKind.MultiplyExpression) && IsReciprocal(binary.Right);
        bool isCommuted = binary.IsKind(SyntaxKind.MultiplyExpression) && IsReciprocal(binary.Left);
        bool isProbability = (divides || multiplies || isCommuted) && IsExponential(ElementFormula.Bare(isCommuted ? binary.Right : binary.Left), element, sequence);
        IsLogarithm |= isProbability && logarithm is not null;
        return isProbability;
    }

    private bool IsElementOfProbabilities(ExpressionSyntax expression, ExpressionSyntax? sequence, string element) => sequence is null
        ? expression is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } access && Facts[Symbol(access.Expression)] == RowFact.Probabilities && IsAt(access.Expression, index.Expression, element)
        : expression.ToString() == element && FactOf(sequence) == RowFact.Probabilities;

    private bool IsReciprocal(ExpressionSyntax expression) => ElementFormula.Bare(expression) switch
    {
        IdentifierNameSyntax name => Facts[Symbol(name)] == RowFact.Reciprocal,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } quotient => Constants.TryRead(quotient.Left, model, out double one) && one == 1 && IsSum(quotient.Right),
        _ => false,
    };

    private bool IsSumCall(InvocationExpressionSyntax call, ExpressionSyntax sequence) =>
        call.ArgumentList.Arguments.Count > 0 ? IsExponential(call.ArgumentList, sequence)
        : AreExponentials(ElementFormula.Bare(sequence)) || (Facts[Symbol(sequence)] == RowFact.Exponentials && Extent.IsWhole(sequence));

    // row.Select(x => exp(x)), row.Select(Math.Exp), from x in row select exp(x)
    private bool AreExponentials(ExpressionSyntax expression) => Projection.Of(expression) is { } projection
        ? IsExponential(ElementFormula.Bare(projection.Body), projection.Element, projection.Sequence)
        : expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" } select } mapped && IsExponential(mapped.ArgumentList, select.Expression);

    // row.Select(x => exp(x)) and row.Sum(Math.Exp)
    private bool IsExponential(ArgumentListSyntax arguments, ExpressionSyntax sequence)
    {
        switch (arguments.Arguments)
        {
            case [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: { } body } lambda }]:
                return IsExponential(ElementFormula.Bare(body), lambda.Parameter.Identifier.ValueText, sequence);
            case [{ Expression: MemberAccessExpressionSyntax or IdentifierNameSyntax } argument]:
                return model.GetSymbolInfo(argument.Expression, cancellation).Symbol is IMethodSymbol method && MathCalls.IsFunction(method, "Exp", 1) && Facts.HasFormula(new(null, null)) && IsWholeRow(sequence);
            default:
                return false;
        }
    }

    private bool IsExponential(ExpressionSyntax expression, string element, ExpressionSyntax? sequence)
    {
        // An element of what is known to hold the exponentials, or its name within the loop.
        if (expression is IdentifierNameSyntax name && Facts[Symbol(name)] == RowFact.Exponential)
        {
            return true;
        }

        if (expression is IdentifierNameSyntax && sequence is not null)
        {
            return expression.ToString() == element && Facts[Symbol(sequence)] == RowFact.Exponentials && Extent.IsWhole(sequence);
        }

        if (expression is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } stored && Facts[Symbol(stored.Expression)] == RowFact.Exponentials)
        {
            return IsAt(stored.Expression, index.Expression, element);
        }

        return ElementFormula.Read(expression, each => IsElement(each, element, sequence), model) is { } formula && Facts.HasFormula(formula);
    }
}
