using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>Follows the statements of a block that compute the softmax or the log-sum-exp of one row, in loops or in LINQ, with or without its maximum.</summary>
/// <param name="model">The document's.</param>
/// <param name="cancellation">Stops the reading.</param>
/// <param name="depth">How many methods are being read that call one another.</param>
internal sealed class RowReader(SemanticModel model, CancellationToken cancellation, int depth = 0)
{
    private ExpressionSyntax? _shift;

    public int Depth => depth;

    public RowFacts Facts { get; } = new();

    /// <summary>Where the probabilities are stored by a loop.</summary>
    public ExpressionSyntax? Output { get; private set; }

    /// <summary>Whether the logarithms of the probabilities are what is computed.</summary>
    public bool IsLogarithm { get; private set; }

    /// <summary>True for a statement whose whole effect is known.</summary>
    public bool Read(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: var variables, UsingKeyword.RawKind: 0 } => variables.All(variable => variable.Initializer is { } initializer && ReadValue(model.GetDeclaredSymbol(variable, cancellation), initializer.Value)),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target, Right: var value } } => ReadValue(Symbol(target), value),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "TensorPrimitives" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TensorPrimitives" }, Name: var operation } } call } =>
            ReadOperation(operation.Identifier.ValueText, [.. call.ArgumentList.Arguments.Select(static argument => argument.Expression)]),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: [var only] } call } when Facts[Symbol(only.Expression)] == RowFact.Exponentials =>
            RowMethod.Read(call, RowFact.Exponentials, this, model, cancellation) == RowFact.Probabilities && Store(only.Expression),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: [var logits, var output] } call } when !IsParallel(call) =>
            RowMethod.Read(call, null, this, model, cancellation) == RowFact.Probabilities && Facts.IsRow(logits.Expression) && Facts.HasFormula(new(null, null)) && Facts.Learn(Symbol(output.Expression), RowFact.Probabilities),
        _ when CountedLoop.Of(statement) is { } loop => ReadLoop(loop),
        ForEachStatementSyntax each => ReadLoop(CountedLoop.StatementsOf(each.Statement), each.Identifier.ValueText, each.Expression, true),
        _ => false,
    };

    /// <summary>True for the sum of the row's exponentials.</summary>
    public bool IsSum(ExpressionSyntax expression) => ElementFormula.Bare(expression) switch
    {
        IdentifierNameSyntax name => Facts[Symbol(name)] == RowFact.Sum,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sum", Expression: IdentifierNameSyntax { Identifier.ValueText: "TensorPrimitives" } }, ArgumentList.Arguments: [var span] } =>
            Facts[Symbol(span.Expression)] == RowFact.Exponentials,
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
            return FactOf(probability.Expression) == RowFact.Probabilities ? place.Expression : null;
        }

        if (bare is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } quotient)
        {
            return null;
        }

        ExpressionSyntax dividend = ElementFormula.Bare(quotient.Left);
        if (dividend is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } stored)
        {
            return Facts[Symbol(stored.Expression)] == RowFact.Exponentials && IsSum(quotient.Right) ? index.Expression : null;
        }

        ExpressionSyntax? target = null;
        return IsSum(quotient.Right) && ElementFormula.Read(dividend, IsTarget, model) is { } formula && Facts.HasFormula(formula) ? target : null;

        bool IsTarget(ExpressionSyntax element)
        {
            target = element is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var at] } access && Facts.IsRow(access.Expression) ? at.Expression : target;
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
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Max", Expression: IdentifierNameSyntax { Identifier.ValueText: "TensorPrimitives" } }, ArgumentList.Arguments: [var row] } => Facts.IsRow(row.Expression),
        _ => false,
    };

    private static bool IsParallel(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Parallel" or "TensorPrimitives" } };

    private static ExpressionSyntax WithoutCopy(ExpressionSyntax expression) =>
        ElementFormula.Bare(expression) is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" or "ToList" } collected, ArgumentList.Arguments.Count: 0 }
            ? ElementFormula.Bare(collected.Expression)
            : ElementFormula.Bare(expression);

    // A method of the project, of the row or of its exponentials.
    private RowFact? MethodOf(InvocationExpressionSyntax call, ExpressionSyntax row) =>
        Facts[Symbol(row)] == RowFact.Exponentials ? RowMethod.Read(call, RowFact.Exponentials, this, model, cancellation)
        : RowMethod.Read(call, null, this, model, cancellation) is { } fact && Facts.IsRow(row) && Facts.HasFormula(new(null, null)) ? fact
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
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.ValueText: "0" } }] } first:
                return Facts.IsRow(first.Expression) && Facts.Learn(symbol, RowFact.Start);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } quotient:
                return Constants.TryRead(quotient.Left, model, out double one) && one == 1 && IsSum(quotient.Right) && Facts.Learn(symbol, RowFact.Reciprocal);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Max" } max } call:
                return call.ArgumentList.Arguments switch
                {
                    [] => Facts.IsRow(max.Expression) && Facts.Learn(symbol, RowFact.Max),
                    [var argument] when max.Expression.ToString() == "TensorPrimitives" => Facts.IsRow(argument.Expression) && Facts.Learn(symbol, RowFact.Max),
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
                return (isShifted || Facts.IsRow(row)) && Facts.HasFormula(isShifted ? new(_shift, null) : new(null, null)) && Facts.Learn(Symbol(destination), RowFact.Exponentials);
            case ("Divide", [var row, var sum, var destination]):
                return Facts[Symbol(row)] == RowFact.Exponentials && IsSum(sum) && Store(destination);
            case ("SoftMax", [var row, var destination]):
                return Facts.IsRow(row) && Facts.HasFormula(new(null, null)) && Facts.Learn(Symbol(destination), RowFact.Probabilities);
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
        return IsMax(shift) && Facts.IsRow(row) && Facts.Learn(Symbol(destination), RowFact.Shifted);
    }

    private bool ReadLoop(CountedLoop loop) =>
        (loop.Counter is null || Facts[Symbol(loop.Counter)] == RowFact.Start)
        && ReadLoop(loop.Body, loop.Index, null, loop.FromStart)
        && IsLength(loop.End)
        && (loop.Counter is null || Facts.Learn(Symbol(loop.Counter), RowFact.Counter));

    private bool ReadLoop(IEnumerable<SyntaxNode> statements, string element, ExpressionSyntax? sequence, bool fromStart)
    {
        foreach (SyntaxNode statement in statements)
        {
            bool isRead = statement switch
            {
                IfStatementSyntax { Else: null } choice => ReadMaximum(choice, element, sequence),
                LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: var value } variable] } =>
                    fromStart && IsExponential(ElementFormula.Bare(value), element, sequence) && Facts.Learn(model.GetDeclaredSymbol(variable, cancellation), RowFact.Exponential),
                ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax stated } => ReadMaximum(stated, element, sequence) || (fromStart && ReadAssignment(stated, element, sequence)),
                AssignmentExpressionSyntax assignment => ReadMaximum(assignment, element, sequence) || (fromStart && ReadAssignment(assignment, element, sequence)),
                _ => false,
            };
            if (!isRead)
            {
                return false;
            }
        }

        return true;
    }

    // if (x > max) max = x;
    private bool ReadMaximum(IfStatementSyntax choice, string element, ExpressionSyntax? sequence)
    {
        StatementSyntax then = choice.Statement is BlockSyntax { Statements: [var only] } ? only : choice.Statement;
        if (choice.Condition is not BinaryExpressionSyntax condition
            || then is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target } assignment }
            || Facts[Symbol(target)] is not (RowFact.Start or RowFact.Max)
            || !IsElement(assignment.Right, element, sequence))
        {
            return false;
        }

        (ExpressionSyntax larger, ExpressionSyntax smaller) = condition.Kind() switch
        {
            SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression => (condition.Left, condition.Right),
            SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression => (condition.Right, condition.Left),
            _ => (condition, condition),
        };
        return IsElement(larger, element, sequence) && smaller.ToString() == target.ToString() && Facts.Learn(Symbol(target), RowFact.Max);
    }

    // max = Math.Max(max, x);
    private bool ReadMaximum(AssignmentExpressionSyntax assignment, string element, ExpressionSyntax? sequence) =>
        assignment is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target, Right: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Max" }, ArgumentList.Arguments: [var first, var second] } }
        && Facts[Symbol(target)] is RowFact.Start or RowFact.Max
        && ((first.ToString() == target.ToString() && IsElement(second.Expression, element, sequence)) || (second.ToString() == target.ToString() && IsElement(first.Expression, element, sequence)))
        && Facts.Learn(Symbol(target), RowFact.Max);

    private bool ReadAssignment(AssignmentExpressionSyntax assignment, string element, ExpressionSyntax? sequence)
    {
        ISymbol? target = Symbol(assignment.Left is ElementAccessExpressionSyntax { Expression: var array } ? array : assignment.Left);
        bool isStored = assignment.Left is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } && index.ToString() == element && sequence is null;
        switch (assignment.Kind())
        {
            // sum += exp(x), sum += e[i], sum += e[i] = exp(x)
            case SyntaxKind.AddAssignmentExpression:
                ExpressionSyntax term = ElementFormula.Bare(assignment.Right);
                if (term is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } inner)
                {
                    return ReadAssignment(inner, element, sequence) && Facts[Symbol(((ElementAccessExpressionSyntax)inner.Left).Expression)] == RowFact.Exponentials && Facts.Learn(target, RowFact.Sum);
                }

                return Facts[target] is RowFact.Start or RowFact.Sum && IsExponential(term, element, sequence) && Facts.Learn(target, RowFact.Sum);

            // sum = sum + e
            case SyntaxKind.SimpleAssignmentExpression when assignment is { Left: IdentifierNameSyntax total, Right: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum } && sum.Left.ToString() == total.ToString():
                return Facts[target] is RowFact.Start or RowFact.Sum && IsExponential(ElementFormula.Bare(sum.Right), element, sequence) && Facts.Learn(target, RowFact.Sum);

            case SyntaxKind.SimpleAssignmentExpression when isStored:
                if (IsProbability(assignment.Right, sequence, element))
                {
                    return Store(((ElementAccessExpressionSyntax)assignment.Left).Expression);
                }

                return IsExponential(ElementFormula.Bare(assignment.Right), element, sequence) && Facts.Learn(target, RowFact.Exponentials);

            case SyntaxKind.DivideAssignmentExpression when isStored:
                return Facts[target] == RowFact.Exponentials && IsSum(assignment.Right) && Store(((ElementAccessExpressionSyntax)assignment.Left).Expression);

            case SyntaxKind.MultiplyAssignmentExpression when isStored:
                return Facts[target] == RowFact.Exponentials && IsReciprocal(assignment.Right) && Store(((ElementAccessExpressionSyntax)assignment.Left).Expression);

            default:
                return false;
        }
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
        ? expression is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } access && index.ToString() == element && Facts[Symbol(access.Expression)] == RowFact.Probabilities
        : expression.ToString() == element && FactOf(sequence) == RowFact.Probabilities;

    private bool IsReciprocal(ExpressionSyntax expression) => ElementFormula.Bare(expression) switch
    {
        IdentifierNameSyntax name => Facts[Symbol(name)] == RowFact.Reciprocal,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } quotient => Constants.TryRead(quotient.Left, model, out double one) && one == 1 && IsSum(quotient.Right),
        _ => false,
    };

    private bool IsSumCall(InvocationExpressionSyntax call, ExpressionSyntax sequence) =>
        call.ArgumentList.Arguments.Count > 0 ? IsExponential(call.ArgumentList, sequence)
        : AreExponentials(ElementFormula.Bare(sequence)) || Facts[Symbol(sequence)] == RowFact.Exponentials;

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
                return model.GetSymbolInfo(argument.Expression, cancellation).Symbol is IMethodSymbol method && MathCalls.IsFunction(method, "Exp", 1) && Facts.HasFormula(new(null, null)) && Facts.IsRow(sequence);
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
            return expression.ToString() == element && Facts[Symbol(sequence)] == RowFact.Exponentials;
        }

        if (expression is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } stored && index.ToString() == element)
        {
            return Facts[Symbol(stored.Expression)] == RowFact.Exponentials;
        }

        return ElementFormula.Read(expression, each => IsElement(each, element, sequence), model) is { } formula && Facts.HasFormula(formula);
    }

    private bool IsElement(ExpressionSyntax expression, string element, ExpressionSyntax? sequence)
    {
        expression = ElementFormula.Bare(expression);
        return sequence is not null
            ? expression is IdentifierNameSyntax name && name.Identifier.ValueText == element && Facts.IsRow(sequence)
            : expression is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index] } access && index.ToString() == element && Facts.IsRow(access.Expression);
    }

    private bool IsLength(ExpressionSyntax end)
    {
        switch (end)
        {
            case IdentifierNameSyntax name:
                return Symbol(name) is ILocalSymbol local && LocalValues.ValueOf(local, model, cancellation) is MemberAccessExpressionSyntax value && IsLength(value);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" } length:
                return Facts.Row?.ToString() == length.Expression.ToString() || Facts[Symbol(length.Expression)] is RowFact.Exponentials or RowFact.Probabilities
                    || (Facts.Row is { } row && Rows.IsAsLongAs(length.Expression, row, model, cancellation));
            default:
                return false;
        }
    }
}
