using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    /// <summary>What the arguments of constructors were.</summary>
    private readonly Dictionary<IArgumentOperation, Term> _arguments = [];

    private Term VisitCreation(IOperation operation)
    {
        switch (operation)
        {
            case ITupleOperation tuple:
                return new ApplyTerm(Functions.Tuple, [.. tuple.Elements.Select(Visit)]);
            case IArrayCreationOperation array:
                foreach (IOperation size in array.DimensionSizes)
                {
                    Visit(size);
                }

                AllocationTerm row = new(_nextId++);
                if (array.Initializer is { ElementValues.Length: > 0 } initializer)
                {
                    Fill(row, [.. initializer.ElementValues.Select(each => each is IArrayInitializerOperation inner ? ChoiceTerm.Create([.. inner.ElementValues.Select(Visit)]) : Visit(each))]);
                }

                return row;
            case IObjectCreationOperation { Type.Name: "Vector", Arguments: [{ Value: { Type.SpecialType: SpecialType.System_Double or SpecialType.System_Single } number }] }:
                // In each of its lanes.
                return Visit(number);
            case IObjectCreationOperation creation:
                Term? source = null;
                foreach (IArgumentOperation argument in creation.Arguments)
                {
                    Term value = Visit(argument.Value);
                    _arguments[argument] = value;
                    source ??= IsRow(argument.Value.Type) ? value : null;
                }

                AllocationTerm created = new(_nextId++, isObject: source is null && !IsRow(creation.Type)) { Type = creation.Type, TypeName = creation.Type?.Name ?? "" };
                if (source is not null)
                {
                    CopyRow(source, created);
                }

                WriteMembers(created, creation);
                Initialize(created, creation.Initializer);
                return created;
            case IAnonymousObjectCreationOperation anonymous:
                AllocationTerm instance = new(_nextId++, isObject: true);
                Initialize(instance, [.. anonymous.Initializers]);
                return instance;
            case IWithOperation with:
                AllocationTerm changed = new(_nextId++, isObject: true);
                Visit(with.Operand);
                Initialize(changed, with.Initializer);
                return changed;
            default:
                return Fresh();
        }
    }

    private void Initialize(Term created, params IOperation?[] initializers)
    {
        _initialized.Push(created);
        foreach (IOperation? initializer in initializers)
        {
            Visit(initializer);
        }

        _initialized.Pop();
    }

    /// <summary>A parameter of a constructor is mostly the property of the same name.</summary>
    private void WriteMembers(Term created, IObjectCreationOperation creation)
    {
        if (creation.Constructor?.DeclaringSyntaxReferences.IsEmpty != false)
        {
            return;
        }

        foreach (IArgumentOperation argument in creation.Arguments)
        {
            ISymbol? member = argument.Parameter is null ? null : creation.Constructor.ContainingType.GetMembers()
                .FirstOrDefault(each => each is IPropertySymbol or IFieldSymbol && each.Name.Equals(argument.Parameter.Name, StringComparison.OrdinalIgnoreCase));
            if (member is not null && _arguments.TryGetValue(argument, out Term value))
            {
                Write(new MemberTerm(created, member), value);
            }
        }
    }

    private void Fill(Term row, Term[] values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            Write(new ElementTerm(row, new Constant(index)), values[index]);
        }

        Write(new ElementTerm(row, FreshIndex()), values.Length <= 16 ? ChoiceTerm.Create(values) : Fresh());
    }

    /// <summary>A row of its own with the elements of another.</summary>
    private AllocationTerm CopyRow(Term source, AllocationTerm? into = null)
    {
        AllocationTerm copy = into ?? new AllocationTerm(_nextId++);
        LoopTerm index = FreshIndex();
        Write(new ElementTerm(copy, index), Functions.IsComputed(source) ? source : ElementOf(source, index));
        if (_sorted.TryGetValue(source, out SortOrder order))
        {
            _sorted[copy] = order;
        }

        return copy;
    }

    private static bool IsRow(ITypeSymbol? type) => type is IArrayTypeSymbol
        || type is INamedTypeSymbol { SpecialType: not SpecialType.System_String } named
            && (named.SpecialType is SpecialType.System_Collections_IEnumerable
                || named.AllInterfaces.Any(static each => each.SpecialType == SpecialType.System_Collections_IEnumerable)
                || named.Name is "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory");
}
