using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    private const int MaximumInlining = 3;

    /// <summary>Of one body's steps, those in helpers: a body whose helpers take more is numerics of its own, not a softmax.</summary>
    private const int MaximumStepsInHelpers = 3_000;

    private readonly Stack<ISymbol> _active = new();

    /// <summary>The methods that are being walked through, and their calls.</summary>
    private readonly Stack<(IOperation Body, IOperation? Call, bool IsPrivate)> _inlined = new();

    /// <summary>The objects whose methods are being walked through; null for the body's own.</summary>
    private readonly Stack<Term?> _instances = new();

    /// <summary>Calls a lambda, a local function or a method.</summary>
    private Term Apply(FunctionTerm function, Term[] values, IOperation operation) => function.Body is { } lambda
        ? Call(lambda, function.Method, values)
        : CallMethod(function.Method, null, [.. values.Take(function.Method.Parameters.Length)], operation, function.Origin);

    /// <summary>Runs the function over an element, as a loop does.</summary>
    private Term ApplyInLoop(IOperation operation, Term function, Func<Loop, Term[]> values)
    {
        if (function is not FunctionTerm known)
        {
            return Algebra.Opaque("invoke", [function, .. values(new Loop(_nextId++, operation))]);
        }

        Term result = Nothing;
        RunLoop(operation, known.Body, loop => result = Apply(known, values(loop), operation));
        return result;
    }

    private Term Call(IOperation function, IMethodSymbol method, Term[] values)
    {
        _walked.Add(function);
        IOperation? body = function switch
        {
            IAnonymousFunctionOperation lambda => lambda.Body,
            ILocalFunctionOperation local => local.Body ?? local.IgnoredBody,
            _ => null,
        };
        return Enter(body, method, values) ?? Fresh();
    }

    /// <summary>Walks through a method of the project, if it is small enough to be somebody's helper and nobody may override it.</summary>
    private Term? TryInline(IMethodSymbol? method, Term? instance, Term[] values, IOperation? call = null)
    {
        if (method is null or { IsVirtual: true } || _methods.BodyOf(method, _cancellation) is not { } body)
        {
            return null;
        }

        Term[] all = method.IsExtensionMethod && instance is not null ? [instance, .. values] : values;
        bool isTooDeep = _active.Count >= MaximumInlining || _stepsInHelpers > MaximumStepsInHelpers;
        if (IsOfNumbers(method) && (isTooDeep || !Array.Exists(values, static each => Shape.Any(each, IsProbability))))
        {
            return CallOfNumbers(method.OriginalDefinition, body, all, call);
        }

        if (isTooDeep)
        {
            return null;
        }

        IMethodSymbol definition = method.OriginalDefinition;
        _silence++;
        bool isPrivate = definition.DeclaredAccessibility == Accessibility.Private;
        if (isPrivate && call is not null && _inlined.Count == 0)
        {
            PrivateCalls.Add((body.Syntax, call.Syntax));
        }

        _inlined.Push((body, call, isPrivate));
        _instances.Push(method.IsStatic || method.IsExtensionMethod ? null : instance);
        Term? result = Enter(body, definition, all);
        _instances.Pop();
        _inlined.Pop();
        _silence--;
        if (result is not null && call is IInvocationOperation invocation)
        {
            WriteBack(definition, invocation);
        }

        return result;
    }

    /// <summary>
    /// The call of a method that sums up no exponentials of its own: Normalize(e) makes a softmax of the caller's exponentials, not of every row, and so does
    /// Share(x, sum). A method that is handed nothing knows what the fields hold.
    /// </summary>
    private IOperation? CallThatCompletes(Term value) =>
        _inlined.Count > 0 && _inlined.Last().Call is not IInvocationOperation { Arguments.IsEmpty: true, Instance: IInstanceReferenceOperation } && HasSum(value) && !Shape.Any(value, IsOwnSum)
            ? _inlined.Last().Call
            : null;

    /// <summary>A logarithm of what is a probability only as it is called, such as a loss in a method of the same file.</summary>
    private bool IsLogarithmOfCallers(SiteKind kind, IOperation operation, Term operand) => kind == SiteKind.Logarithm
        && _inlined.Count > 0
        && _methods.IsOfSameFile(operation)
        && Shape.Any(operand, IsProbability)
        && !Shape.Any(operand, each => each is ApplyTerm { Origin: not null } apply && (IsProbability(apply) || Functions.IsExponential(apply)) && !IsOfCaller(apply));

    /// <summary>The result of a softmax or a sigmoid, or a quotient that may be one.</summary>
    public static bool IsProbability(Term term) => term switch
    {
        ApplyTerm { Origin: not null } apply => apply.Is(Functions.Softmax) || apply.Is(Functions.Unit),
        Polynomial polynomial => polynomial.Monomials.Any(static each => each.Factors.Any(static factor => factor.Power < 0 && factor.Base.HasExponential)),
        _ => false,
    };

    private bool IsOwnSum(Term term) => term is ReduceTerm { Kind: ReduceKind.Sum, HasExponential: true } sum
        && Shape.Any(sum, each => each is ApplyTerm apply && Functions.IsExponential(apply) && !IsOfCaller(apply));

    /// <summary>Single exponentials that meet in another method are seldom what they look like.</summary>
    public static bool HasSum(Term value) => value.HasExponential && Shape.Any(value, static each => each is ReduceTerm { Kind: ReduceKind.Sum, HasExponential: true });

    private bool IsOfCaller(ApplyTerm exponential) =>
        exponential.Origin is { } origin && _inlined.All(each => each.Body.Syntax.SyntaxTree != origin.SyntaxTree || !each.Body.Syntax.Span.Contains(origin.Span));

    /// <summary>What a method leaves in its ref and out parameters is in the arguments then.</summary>
    private void WriteBack(IMethodSymbol method, IInvocationOperation invocation)
    {
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out, Ordinal: var ordinal }
                && ordinal < method.Parameters.Length
                && PlaceOf(argument.Value) is { } place)
            {
                Write(place, _state.Read(new SymbolTerm(method.Parameters[ordinal])));
                _written.Add(argument);
            }
        }
    }

    private Term? Enter(IOperation? body, IMethodSymbol method, Term[] values)
    {
        // A lambda may call the method that it was given to once more: x.Then(a => a.Then(b => a + b)).
        bool isInLambda = _active.Count > 0 && _active.Peek() is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction };
        if (body is null || (_active.Contains(method, SymbolEqualityComparer.Default) && (!isInLambda || method.MethodKind == MethodKind.AnonymousFunction)))
        {
            return null;
        }

        ImmutableArray<IParameterSymbol> parameters = method.Parameters;
        for (int index = 0; index < parameters.Length; index++)
        {
            SymbolTerm parameter = new(parameters[index]);
            Write(parameter, index < values.Length ? values[index] : (Term?)DefaultOf(parameters[index]) ?? parameter);
        }

        Frame frame = new();
        _frames.Push(frame);
        _active.Push(method);
        Term last = Visit(body);
        _active.Pop();
        _frames.Pop();
        if (frame.AtReturn is { } returned)
        {
            State joined = State.Join(_state, returned);
            joined.IsUnreachable = false;
            _state = joined;
        }

        _state.IsUnreachable = false;
        return frame.Result() ?? last;
    }

    private static Constant? DefaultOf(IParameterSymbol parameter) => parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: double or float or int }
        ? new Constant(Convert.ToDouble(parameter.ExplicitDefaultValue, null))
        : null;
}
