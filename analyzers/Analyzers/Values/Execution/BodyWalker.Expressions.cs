using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    private readonly Stack<Term> _conditionalReceivers = new();

    private Term? VisitExpression(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation:
                return VisitReference(operation);
            case IConversionOperation conversion:
                Term operand = Visit(conversion.Operand);
                return IsIntegral(conversion.Type) && !IsIntegral(conversion.Operand.Type) && conversion.OperatorMethod is null
                    ? Algebra.Opaque("int", operand)
                    : operand;
            case IParenthesizedOperation parenthesized:
                return Visit(parenthesized.Operand);
            case IBinaryOperation binary:
                return VisitBinary(binary);
            case IUnaryOperation unary:
                return VisitUnary(unary);
            case IAssignmentOperation or IIncrementOrDecrementOperation:
                return VisitAssignment(operation);
            case IConditionalOperation conditional:
                return VisitConditional(conditional);
            case ISwitchExpressionOperation @switch:
                return VisitSwitchExpression(@switch);
            case ICoalesceOperation coalesce:
                return VisitCoalesce(coalesce);
            case IConditionalAccessOperation access:
                _conditionalReceivers.Push(Visit(access.Operation));
                Term result = Visit(access.WhenNotNull);
                _conditionalReceivers.Pop();
                return result;
            case IConditionalAccessInstanceOperation:
                return _conditionalReceivers.Count > 0 ? _conditionalReceivers.Peek() : Fresh();
            case IInvocationOperation invocation:
                return VisitInvocation(invocation);
            case IAnonymousFunctionOperation lambda:
                return new FunctionTerm(lambda.Symbol, lambda, lambda.Syntax);
            case IDelegateCreationOperation creation:
                return Visit(creation.Target);
            case IMethodReferenceOperation reference:
                Visit(reference.Instance);
                return new FunctionTerm(reference.Method, null, reference.Syntax);
            case IArrayCreationOperation or IObjectCreationOperation or IAnonymousObjectCreationOperation or IWithOperation or ITupleOperation:
                return VisitCreation(operation);
            case IIsPatternOperation pattern:
                return Matches(Visit(pattern.Value), pattern.Pattern);
            case IAwaitOperation await:
                return Visit(await.Operation);
            case ITranslatedQueryOperation query:
                return Visit(query.Operation);
            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression) ?? Fresh();
            case IInstanceReferenceOperation instance:
                return instance.ReferenceKind == InstanceReferenceKind.ImplicitReceiver && _initialized.Count > 0
                    ? _initialized.Peek()
                    : _instances.Count > 0 && _instances.Peek() is { } other ? other : Algebra.Opaque(This);
            case { Syntax: ElementAccessExpressionSyntax, ChildOperations.Count: >= 2 }:
            case { Syntax: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression } }:
            case { Kind: OperationKind.Invalid, Syntax: MemberAccessExpressionSyntax } when MethodGroupOf(operation) is null:
                return VisitReference(operation);
            case IArgumentOperation argument:
                return Visit(argument.Value);
            default:
                return null;
        }
    }

    private Term VisitCoalesce(ICoalesceOperation coalesce)
    {
        Term value = Visit(coalesce.Value);
        State before = _state.Clone();
        Term otherwise = Visit(coalesce.WhenNull);
        bool isThrow = _state.IsUnreachable;
        _state = before;
        return isThrow ? value : ChoiceTerm.Create(value, otherwise);
    }

    private Term VisitBinary(IBinaryOperation binary)
    {
        Term left = Visit(binary.LeftOperand);
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
            Facts? before = _state.Facts;
            Assume(left, truth: isAnd);
            Term second = Visit(binary.RightOperand);
            _state.Facts = before;
            return isAnd ? Conditions.And(left, second) : Conditions.Or(left, second);
        }

        Term right = Visit(binary.RightOperand);
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
                or BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals => Compare(binary, left, right),
            BinaryOperatorKind.And => Conditions.And(left, right),
            BinaryOperatorKind.Or => Conditions.Or(left, right),
            _ => Compute(binary, binary.OperatorKind, left, binary.LeftOperand.Type, right, binary.RightOperand.Type),
        };
    }

    /// <summary>Of integers, less is at least one less.</summary>
    private static Term Compare(IBinaryOperation binary, Term left, Term right)
    {
        bool isIntegral = IsIntegral(binary.LeftOperand.Type) && IsIntegral(binary.RightOperand.Type);
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.LessThan when isIntegral => Conditions.Compare(BinaryOperatorKind.LessThan, Algebra.Add(left, Constant.One), right),
            BinaryOperatorKind.GreaterThan when isIntegral => Conditions.Compare(BinaryOperatorKind.GreaterThan, left, Algebra.Add(right, Constant.One)),
            _ => Conditions.Compare(binary.OperatorKind, left, right),
        };
    }

    /// <summary>An arithmetic operation, of numbers or of whatever type defines it.</summary>
    private Term Compute(IOperation operation, BinaryOperatorKind kind, Term left, ITypeSymbol? leftType, Term right, ITypeSymbol? rightType)
    {
        if (operation.Type?.SpecialType is SpecialType.System_String || (kind == BinaryOperatorKind.Divide && IsIntegral(operation.Type)))
        {
            return Algebra.Opaque(kind.ToString(), left, right);
        }

        if (operation is IBinaryOperation { OperatorMethod: { DeclaringSyntaxReferences.IsEmpty: false } method } && !IsExponentialTerm(left) && !IsExponentialTerm(right) && TryInline(method, null, [left, right], operation) is AllocationTerm { IsObject: true } made)
        {
            return made;
        }

        left = Number(left, leftType);
        right = Number(right, rightType);
        Term value = kind switch
        {
            BinaryOperatorKind.Add => Algebra.Add(left, right),
            BinaryOperatorKind.Subtract => Algebra.Subtract(left, right),
            BinaryOperatorKind.Multiply => Algebra.Multiply(left, right),
            BinaryOperatorKind.Divide => Algebra.Divide(left, right),
            _ => Algebra.Opaque(kind.ToString(), left, right),
        };
        switch (kind)
        {
            case BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide:
                Term second = kind == BinaryOperatorKind.Multiply ? right : Algebra.Power(right, -1);
                Record(SiteKind.Product, operation, value, left, second);
                break;
            case BinaryOperatorKind.Subtract:
                Record(SiteKind.Difference, operation, value, left, right);
                break;
            case BinaryOperatorKind.Add when left.HasExponential && right.HasExponential:
                Record(SiteKind.Sum, operation, value, left, right);
                break;
        }

        return value;
    }

    /// <summary>Whether an object has become the exponentials in it: what its operators do to it is what they are called.</summary>
    private static bool IsExponentialTerm(Term term) => term.HasExponential && term is not AllocationTerm && Functions.IsComputed(term);

    /// <summary>A row in arithmetic is any of its elements; what may be one is, if elements have been written to it.</summary>
    private Term Number(Term term, ITypeSymbol? type)
    {
        if (type is { SpecialType: not SpecialType.None } or { TypeKind: TypeKind.TypeParameter } || term is LoopTerm)
        {
            return term;
        }

        Term row = RowIn(term, type);
        return Functions.IsComputed(row) ? row
            : type is null or { TypeKind: TypeKind.Error } ? WrittenElementOf(row) ?? row
            : AnyElementOf(row);
    }

    private Term VisitUnary(IUnaryOperation unary)
    {
        Term operand = Visit(unary.Operand);
        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Minus => Algebra.Negate(Number(operand, unary.Operand.Type)),
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Not => Conditions.Not(operand),
            _ => Algebra.Opaque(unary.OperatorKind.ToString(), operand),
        };
    }

    private static bool IsIntegral(ITypeSymbol? type) => type?.SpecialType
        is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64
        or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Byte or SpecialType.System_SByte;
}
