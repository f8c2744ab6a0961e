using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    private readonly Dictionary<IMethodSymbol, ILocalFunctionOperation> _localFunctions = new(SymbolEqualityComparer.Default);

    private readonly Stack<Frame> _frames = new();

    /// <summary>Above zero while a method of somebody else's is walked through: its sites are reported where it stands.</summary>
    private int _silence;

    private Term VisitInvocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        Term? instance = invocation.Instance is null ? null : Visit(invocation.Instance);
        ImmutableArray<IArgumentOperation> arguments = invocation.Arguments;
        Term[] values = new Term[arguments.Length];
        for (int index = 0; index < values.Length; index++)
        {
            values[arguments[index].Parameter is { } parameter && parameter.Ordinal < values.Length ? parameter.Ordinal : index] = Visit(arguments[index].Value);
        }

        for (int index = 0; index < values.Length; index++)
        {
            values[index] ??= Fresh();
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && instance is FunctionTerm function)
        {
            return Apply(function, values, invocation);
        }

        Term result = CallMethod(method, instance, values, invocation);
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref && !_written.Remove(argument) && PlaceOf(argument.Value) is SymbolTerm changed)
            {
                Write(changed, Algebra.Opaque("out " + method.Name, [.. values.Where(each => !each.Equals(changed))]));
            }
        }

        return result;
    }

    /// <summary>Arguments that the walk through the called method has given a value already.</summary>
    private readonly HashSet<IArgumentOperation> _written = [];

    private Term CallMethod(IMethodSymbol method, Term? instance, Term[] values, IOperation operation, SyntaxNode? origin = null)
    {
        if (Library.IsCosine(method.Name) && SymbolBounds.IsNumber(method.ReturnType))
        {
            return Functions.Apply(Functions.Bounded, origin ?? operation.Syntax, values);
        }

        if (_localFunctions.TryGetValue(method.OriginalDefinition, out ILocalFunctionOperation local))
        {
            return Call(local, local.Symbol, values);
        }

        IMethodSymbol source = ImplementationIn(instance, method) ?? method.ReducedFrom ?? method;
        bool isSource = !source.DeclaringSyntaxReferences.IsEmpty;
        Term[] all = RowsIn(instance, values, method);
        LibraryCall call = new(method.Name, method.ContainingType?.Name ?? "", operation, method.IsStatic, method.ReturnsVoid, all) { Origin = origin ?? operation.Syntax };
        if (SoftmaxKernel.Of(source) is { } kernel && values.Length == source.Parameters.Length)
        {
            Write(new ElementTerm(values[kernel.Probabilities.Ordinal], FreshIndex()), Functions.Apply(Functions.Softmax, operation.Syntax, [AnyElementOf(values[kernel.Logits.Ordinal])]));
            return Nothing;
        }

        if (isSource)
        {
            // A vector type's own Exp, Sum or Max means what it says; a helper for arrays, or for functions, is looked into.
            if (!Array.Exists(values, static each => each is FunctionTerm) && (Library.IsHint(method) || Library.IsUniform(method.Name)) && instance is not null && !call.IsSoftmax && !IsRow(method.ContainingType) && CallLibrary(call) is { } ofVector)
            {
                return ofVector;
            }

            Term? inlined = Library.IsTail(method.Name) ? null : TryInline(source, instance, values, operation as IInvocationOperation);
            if (inlined is not null && IsUnderstood(inlined, call))
            {
                return inlined;
            }

            // Not to be looked into: its name is a hint, if it is one that means a function of a row.
            return (Library.IsHint(method) || Library.IsDraw(method.Name) || (inlined is null && Library.IsReductionOfItself(method)) ? CallLibrary(call) : null) ?? (inlined is null || NameHints.IsUpperBoundName(method.Name) ? CallUnknown(call) : inlined);
        }

        return CallLibrary(call) ?? CallUnknown(call);
    }

    /// <summary>The method that an object made here has for one of an interface or of a base class.</summary>
    private static IMethodSymbol? ImplementationIn(Term? instance, IMethodSymbol method)
    {
        if (instance is not AllocationTerm { Type: { } type } || !(method.IsVirtual || method.IsAbstract || method.ContainingType.TypeKind == TypeKind.Interface))
        {
            return null;
        }

        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.FindImplementationForInterfaceMember(method) as IMethodSymbol;
        }

        for (ITypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            if (each.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OverriddenMethod, method)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private Term[] RowsIn(Term? instance, Term[] values, IMethodSymbol method)
    {
        IEnumerable<Term> arguments = values.Select((each, index) => index < method.Parameters.Length ? RowIn(each, method.Parameters[index].Type) : each);
        return instance is null ? [.. arguments] : [RowIn(instance, method.ReceiverType), .. arguments];
    }

    /// <summary>Whether the walk through a method has led to something; one that is called a maximum may be one in a way that it has not, and one that is called a softmax does not give back what it was given.</summary>
    private static bool IsUnderstood(Term result, LibraryCall call) => result is not LoopTerm { IsIndex: false }
        && !((call.IsSoftmax || call.IsSigmoid) && Array.IndexOf(call.Values, result) >= 0)
        && !(NameHints.IsUpperBoundName(call.Name) && Shape.Any(result, static each => each is LoopTerm { IsIndex: false }));

    private Term VisitUnresolved(IOperation operation, string name)
    {
        InvocationExpressionSyntax syntax = (InvocationExpressionSyntax)operation.Syntax;
        bool isStatic = InvocationName.IsStatic(operation) || syntax.Expression is SimpleNameSyntax;
        List<Term> values = [];
        foreach (IOperation child in operation.ChildOperations)
        {
            bool isCallee = syntax.Expression.Span.Contains(child.Syntax.Span);
            if (!isCallee)
            {
                values.Add(Visit(child));
            }
            else if (!isStatic)
            {
                // Of row.Name the row, if the compiler has kept it.
                values.Add(Visit(child.Syntax == syntax.Expression && child.ChildOperations.Count > 0 ? child.ChildOperations.First() : child));
            }
        }

        string type = !isStatic && values is [AllocationTerm { TypeName: [_, ..] made }, ..] ? made : InvocationName.TypeOf(syntax);
        LibraryCall call = new(name, type, operation, isStatic, operation.Parent is IExpressionStatementOperation, [.. values]);
        if (syntax.Expression is IdentifierNameSyntax && operation.ChildOperations.FirstOrDefault(each => each.Syntax == syntax.Expression) is { } callee && Visit(callee) is FunctionTerm function)
        {
            return Apply(function, call.Values, operation);
        }

        return MeantBy(operation) is { } method && InlineMeant(method, call) is { } inlined && IsUnderstood(inlined, call)
            ? inlined
            : CallLibrary(call) ?? CallUnknown(call);
    }

    /// <summary>Whatever stands before the name comes first in the values, the class of a static method too.</summary>
    private Term? InlineMeant(IMethodSymbol method, LibraryCall call) => call.Values.Length != method.Parameters.Length + 1
        ? TryInline(method, null, call.Values, call.Operation)
        : TryInline(method, method.IsStatic ? null : call.Values[0], [.. call.Values.Skip(1)], call.Operation);

    /// <summary>The method of the project that is called, if only the types of its arguments are unknown.</summary>
    private static IMethodSymbol? MeantBy(IOperation call) => call.SemanticModel?.GetSymbolInfo(call.Syntax) is { } info
        && (info.Symbol ?? (info.CandidateSymbols is [var only] ? only : info.CandidateSymbols.FirstOrDefault(each => HasParameters(each, (InvocationExpressionSyntax)call.Syntax)))) is IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: false } method
            ? method.ReducedFrom ?? method
            : null;

    /// <summary>Of several overloads one is as good as another: what they compute is the same.</summary>
    private static bool HasParameters(ISymbol method, InvocationExpressionSyntax call) =>
        method is IMethodSymbol { Parameters.Length: var count } && count == call.ArgumentList.Arguments.Count;

    /// <summary>A method taken to be pure; the functions it is given run like the body of a loop.</summary>
    private Term CallUnknown(LibraryCall call)
    {
        foreach (Term value in call.Values)
        {
            if (value is FunctionTerm { Body: { } body } function)
            {
                RunLoop(call.Operation, body, _ => Apply(function, [.. function.Method.Parameters.Select(static each => (Term)new SymbolTerm(each))], call.Operation));
            }
        }

        Term[] given = InvocationName.IsOfUnknownClass(call.Operation) ? [.. call.Values.Skip(1)] : call.Values;
        if (given.Length > 2 && Array.TrueForAll(given, static each => each is Constant) && call.Operation.Type is null or { TypeKind: TypeKind.Error })
        {
            // What somebody unknown makes of several numbers is a row of them.
            AllocationTerm made = new(_nextId++);
            Fill(made, given);
            return made;
        }

        return Algebra.Opaque("call " + call.Name, [.. call.Values.Where(static each => each is not FunctionTerm { Body: not null })]);
    }
}
