using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

/// <summary>
/// Walks one body in the order in which it runs and keeps what every place holds as a <see cref="Term"/>. Loops run once and are solved
/// (<see cref="Loop.Solve"/>), branches are joined (<see cref="Branches"/>), small methods of the same project are walked into.
/// What the rules may want to see is left in <see cref="Sites"/>.
/// </summary>
internal sealed partial class BodyWalker
{
    private const int MaximumSteps = 30_000;

    private const int MaximumDepth = 250;

    private readonly SourceMethods _methods;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<IOperation> _walked = [];
    private State _state = new();
    private int _steps;
    private int _stepsInHelpers;
    private int _depth;
    private int _nextId = 1000;

    private BodyWalker(SourceMethods methods, CancellationToken cancellation)
    {
        _methods = methods;
        _cancellation = cancellation;
    }

    public List<Site> Sites { get; } = [];

    /// <summary>The private methods that the body calls itself, and where.</summary>
    public List<(SyntaxNode Method, SyntaxNode Call)> PrivateCalls { get; } = [];

    /// <summary>What is in them, as they are called.</summary>
    public List<(SyntaxNode Call, Site Site)> SitesInPrivateCalls { get; } = [];

    /// <summary>What every place holds when the body has run.</summary>
    public State After => _state;

    /// <summary>Walks through a body.</summary>
    /// <param name="body">A method's, accessor's or initializer's operation.</param>
    /// <param name="methods">The methods of the project that may be looked into.</param>
    /// <param name="before">What is known when the body begins.</param>
    /// <param name="cancellation">Stops the walk.</param>
    public static BodyWalker Walk(IOperation body, SourceMethods methods, State before, CancellationToken cancellation)
    {
        BodyWalker walker = new(methods, cancellation) { _state = before };
        walker.WalkRoot(body);
        return walker;
    }

    private void WalkRoot(IOperation body)
    {
        IOperation[] functions = [.. body.Descendants().Where(static each => each is IAnonymousFunctionOperation or ILocalFunctionOperation)];
        foreach (IOperation function in functions)
        {
            if (function is ILocalFunctionOperation local)
            {
                _localFunctions[local.Symbol] = local;
            }
        }

        Frame frame = new();
        _frames.Push(frame);
        Visit(body);
        _state = frame.AtReturn is { } returned ? State.Join(_state, returned) : _state;

        // What nobody in this body calls is somebody else's to call, with anything.
        foreach (IOperation function in functions)
        {
            if (!_walked.Contains(function))
            {
                State after = _state;
                _state = after.Clone();
                _state.IsUnreachable = false;
                Call(function, function is ILocalFunctionOperation local ? local.Symbol : ((IAnonymousFunctionOperation)function).Symbol, []);
                _state = after;
            }
        }
    }

    /// <summary>The value of an expression; of a statement, nothing.</summary>
    private Term Visit(IOperation? operation)
    {
        if (operation is null)
        {
            return Constant.Zero;
        }

        _cancellation.ThrowIfCancellationRequested();
        if (++_steps > MaximumSteps || _depth >= MaximumDepth)
        {
            return Fresh();
        }

        _stepsInHelpers += _silence > 0 ? 1 : 0;
        _depth++;
        Term value = ConstantOf(operation) ?? VisitStatement(operation) ?? VisitExpression(operation) ?? VisitOther(operation);
        _depth--;
        return value;
    }

    private static Constant? ConstantOf(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: var value }
        ? value switch
        {
            double number => new Constant(number),
            float number => new Constant(number),
            decimal number => new Constant((double)number),
            int number => new Constant(number),
            long number => new Constant(number),
            bool truth => new Constant(truth ? 1 : 0),
            uint or ulong or short or ushort or byte or sbyte => new Constant(Convert.ToDouble(value, null)),
            _ => null,
        }
        : null;

    /// <summary>An operation that means nothing to us: its parts still run, and where it stands twice it is taken to give the same.</summary>
    private Term VisitOther(IOperation operation)
    {
        if (InvocationName.Of(operation) is { } name)
        {
            return VisitUnresolved(operation, name);
        }

        if (MethodGroupOf(operation) is { } method)
        {
            return new FunctionTerm(method, null, operation.Syntax);
        }

        if (operation.Syntax is BaseObjectCreationExpressionSyntax { Initializer.RawKind: (int)SyntaxKind.ObjectInitializerExpression } or ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 })
        {
            AllocationTerm created = new(_nextId++, isObject: true) { TypeName = ((operation.Syntax as ObjectCreationExpressionSyntax)?.Type as SimpleNameSyntax)?.Identifier.ValueText ?? "" };
            Initialize(created, [.. operation.ChildOperations]);
            return created;
        }

        Term[] parts = [.. operation.ChildOperations.Select(Visit)];
        if (parts is [not Constant] && operation.Syntax is BaseObjectCreationExpressionSyntax)
        {
            // Something unknown that is made of one thing is mostly that thing under another type.
            return CopyRow(parts[0]);
        }

        return operation.Syntax.Span.Length < 80
            ? Algebra.Opaque("'" + operation.Syntax, [.. parts])
            : Fresh();
    }

    /// <summary><c>Math.Exp</c> as an argument of a method that the compiler does not know; <c>Mathf.Exp</c>, if it does not know that either, is taken for the same.</summary>
    private static IMethodSymbol? MethodGroupOf(IOperation operation) =>
        operation is { Kind: OperationKind.None or OperationKind.Invalid, Type: null or { TypeKind: TypeKind.Error }, Syntax: MemberAccessExpressionSyntax or IdentifierNameSyntax, Parent: not IInvocationOperation, SemanticModel: { } model }
        && operation.Syntax.Parent is ArgumentSyntax
            ? model.GetSymbolInfo(operation.Syntax).CandidateSymbols.OfType<IMethodSymbol>().FirstOrDefault(static each => each.Parameters.Length == 1) ?? OfSameName(operation.Syntax, model.Compilation)
            : null;

    private static IMethodSymbol? OfSameName(SyntaxNode syntax, Compilation compilation) =>
        syntax is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax { Identifier.ValueText: "Math" or "MathF" or "Mathf" or "math" }, Name.Identifier.ValueText: var name }
            ? compilation.GetTypeByMetadataName("System.Math")?.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(static each => each.Parameters.Length == 1)
            : null;

    /// <summary>Its arguments are walked through before the state is asked for, which they may replace.</summary>
    private void Write(Term place, Term value) => _state.Write(place, value);

    private LoopTerm Fresh() => new(null, _nextId++, isIndex: false);

    private LoopTerm FreshIndex(ISymbol? symbol = null) => new(symbol, _nextId++, isIndex: true);

    private void Record(SiteKind kind, IOperation operation, Term value, Term left, Term? right = null)
    {
        if (_state.IsUnreachable || !(value.HasExponential || left.HasExponential || right?.HasExponential == true || kind is not (SiteKind.Product or SiteKind.Sum or SiteKind.Difference)))
        {
            return;
        }

        if ((_silence == 0 || IsLogarithmOfCallers(kind, operation, left) ? operation : CallThatCompletes(value)) is { } reported)
        {
            Sites.Add(new Site(kind, reported, value, left, right ?? Constant.Zero, _state.Facts));
        }

        if (_silence == 1 && _inlined.Count == 1 && _inlined.Peek() is { IsPrivate: true, Call: { } call })
        {
            SitesInPrivateCalls.Add((call.Syntax, new Site(kind, operation, value, left, right ?? Constant.Zero, _state.Facts)));
        }
    }
}
