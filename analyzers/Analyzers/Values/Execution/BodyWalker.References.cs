using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    private const string This = "this";

    /// <summary>What a ref local stands for.</summary>
    private readonly Dictionary<ILocalSymbol, Term> _aliases = new(SymbolEqualityComparer.Default);

    /// <summary>Rows that were sorted, and how.</summary>
    private readonly Dictionary<Term, SortOrder> _sorted = [];

    /// <summary>Rows of which only some elements were kept, and by what.</summary>
    private readonly Dictionary<Term, FunctionTerm> _filters = [];

    private Term VisitReference(IOperation operation)
    {
        if (operation is IFieldReferenceOperation { Field: { } field } && _methods.ValueOf(field) is { } number)
        {
            return new Constant(number);
        }

        if (operation is IFieldReferenceOperation { Field: { IsReadOnly: true, Type.TypeKind: TypeKind.Delegate } held } && _methods.FunctionOf(held, _cancellation) is { } function)
        {
            return Visit(function);
        }

        if (operation is IPropertyReferenceOperation { Arguments.IsEmpty: true } property && PropertyAsRow(property) is { } row)
        {
            return row;
        }

        Term place = PlaceOf(operation) ?? Fresh();
        if (place is ElementTerm element && ExtremumOf(element) is { } extremum)
        {
            return extremum;
        }

        Term value = _state.Read(place);
        return value.Equals(place) && operation is IPropertyReferenceOperation { Property: { IsIndexer: false } getter } reference
            ? TryInline(getter.GetMethod, reference.Instance is null ? null : Visit(reference.Instance), []) ?? value
            : value;
    }

    /// <summary>Where something would be stored; null for a discard.</summary>
    private Term? PlaceOf(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                return _aliases.TryGetValue(local.Local, out Term alias) ? alias : new SymbolTerm(local.Local);
            case IParameterReferenceOperation parameter:
                return new SymbolTerm(parameter.Parameter);
            case IFieldReferenceOperation field:
                return MemberOf(field.Instance, field.Field);
            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                return MemberOf(property.Instance, property.Property);
            case IPropertyReferenceOperation indexer:
                return Element(RowIn(Visit(indexer.Instance), indexer.Instance?.Type), indexer.Arguments.Select(static each => each.Value));
            case IArrayElementReferenceOperation element:
                return Element(Visit(element.ArrayReference), element.Indices);
            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression);
            case IDiscardOperation:
                return null;
            case { Syntax: ElementAccessExpressionSyntax access, ChildOperations: { Count: >= 2 } parts }:
                // Of a pointer, or of something the compiler does not know, whose parts come in any order.
                IOperation row = parts.FirstOrDefault(each => !access.ArgumentList.Span.Contains(each.Syntax.Span)) ?? parts.First();
                return Element(Visit(row), parts.Where(each => each != row).OrderBy(static each => each.Syntax.SpanStart));
            case { Syntax: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression } }:
                return PointedAt(target.ChildOperations.First());
            case { Kind: OperationKind.Invalid, Syntax: IdentifierNameSyntax { Parent.Parent: InitializerExpressionSyntax } member } when _initialized.Count > 0:
                return new MemberTerm(_initialized.Peek(), member.Identifier.ValueText, null);
            case { Kind: OperationKind.Invalid, Syntax: MemberAccessExpressionSyntax member }:
                return MemberOf(target.ChildOperations.FirstOrDefault(each => member.Expression.Span.Contains(each.Syntax.Span)), member);
            default:
                return Visit(target);
        }
    }

    private Term MemberOf(IOperation? instance, ISymbol member) => instance switch
    {
        null => new SymbolTerm(member),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => _instances.Count > 0 && _instances.Peek() is { } other
            ? MemberOf(other, member)
            : new SymbolTerm(member),
        _ => MemberOf(Visit(instance), member),
    };

    /// <summary>Of an object that the compiler does not know, by name.</summary>
    private Term MemberOf(IOperation? instance, MemberAccessExpressionSyntax access) => access.Name.Identifier.ValueText switch
    {
        "One" => Constant.One,
        "Zero" => Constant.Zero,
        "E" when InvocationName.TypeOf(access) is "Math" or "MathF" or "Mathf" or "np" => new Constant(Math.E),
        "PI" when InvocationName.TypeOf(access) is "Math" or "MathF" or "Mathf" or "math" => new Constant(Math.PI),
        "Values" or "values" or "Span" or "Memory" => Visit(instance),
        "value" when InvocationName.TypeOf(access) is "Random" => Functions.Apply(Functions.Unit, null, [Fresh()]),
        "Sum" when instance is not null => ReduceTerm.Create(ReduceKind.Sum, AnyElementOf(Visit(instance)), access),
        "Max" when instance is not null => ReduceTerm.Create(ReduceKind.Max, AnyElementOf(Visit(instance)), access),
        var name when instance is null => Algebra.Opaque("'" + access),
        var name => Visit(instance) is var of && of is ReduceTerm { Kind: not ReduceKind.Sum } extremum
            ? ReduceTerm.Create(extremum.Kind, new MemberTerm(extremum.Body, name, null), extremum.Origin)
            : new MemberTerm(of, name, null),
    };

    /// <summary>A member of the largest object is the largest member: that is what it is the largest by.</summary>
    private static Term MemberOf(Term instance, ISymbol member) => instance switch
    {
        ReduceTerm { Kind: not ReduceKind.Sum } when member.Name is "values" => instance,
        ReduceTerm { Kind: not ReduceKind.Sum } extremum => ReduceTerm.Create(extremum.Kind, MemberOf(extremum.Body, member), extremum.Origin),
        ApplyTerm self when self.Is(This) => new SymbolTerm(member),
        ApplyTerm tuple when tuple.Is(Functions.Tuple) && ItemOf(tuple, member) is { } item => item,
        _ when (instance is AllocationTerm made ? !made.IsObject : Functions.IsComputed(instance)) && HeldRows.Is(member) => instance,
        _ => member is IFieldSymbol { CorrespondingTupleField.Name: var item } ? new MemberTerm(instance, item, null, member.Name) : new MemberTerm(instance, member),
    };

    private static Term? ItemOf(ApplyTerm tuple, ISymbol member) =>
        member is IFieldSymbol { CorrespondingTupleField.Name: var name }
        && int.TryParse(name.Substring("Item".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number <= tuple.Arguments.Length
            ? tuple.Arguments[number - 1]
            : null;

    /// <summary>The row that an object of this type is, if it is one; of an object that was made around a number, the number.</summary>
    private Term RowIn(Term value, ITypeSymbol? type) =>
        value is not (SymbolTerm or MemberTerm or ElementTerm or AllocationTerm { IsObject: true } or ApplyTerm { Function: This }) ? value
        : HeldRows.Of(type) is { } row ? _state.Read(MemberOf(value, row))
        : (value is AllocationTerm made ? _state.OnlyNumberOf(made) : null) ?? value;

    private Term Element(Term row, IEnumerable<IOperation> indices)
    {
        IOperation[] all = [.. indices];
        for (int position = 0; position < all.Length; position++)
        {
            // A range is a view of the same row.
            Term index = Visit(all[position]);
            if (all[position] is not IRangeOperation)
            {
                row = new ElementTerm(position == 0 ? row : _state.Read(row), index);
            }
        }

        return row;
    }

    /// <summary>An element of a row; of a range of numbers, the number.</summary>
    private Term ElementOf(Term row, LoopTerm index) => row is ApplyTerm range && range.Is(Library.Range)
        ? index
        : _state.Read(new ElementTerm(row, index));

    /// <summary>What has been written to the elements of something that may be a row; null if nothing has.</summary>
    private Term? WrittenElementOf(Term row) => AnyElementOf(row) is var element && element is ElementTerm { Row: var same } && same.Equals(row) ? null : element;

    private Term AnyElementOf(Term row)
    {
        if (Functions.IsComputed(row))
        {
            return row;
        }

        // Of a matrix, any of any of its rows; of one with a single column, those of the column.
        Term element = ElementOf(row, Shape.AnyIndex);
        return element is not ElementTerm ? element
            : ElementOf(element, Shape.AnyIndex) is var inner and not ElementTerm ? inner
            : _state.Read(new ElementTerm(element, Constant.Zero)) is var first and not ElementTerm ? first
            : element;
    }

    private Term? ExtremumOf(ElementTerm element)
    {
        if (element.Index is ApplyTerm index && index.Is(Functions.IndexOfMax) && Shape.Covers(index.Arguments[0], element.Row))
        {
            return ReduceTerm.Create(ReduceKind.Max, AnyElementOf(element.Row), null);
        }

        // The first of the indices that were sorted by what they lead to.
        if (element.Index is ReduceTerm { Kind: not ReduceKind.Sum, Body: LoopTerm { IsIndex: true } } first)
        {
            return ReduceTerm.Create(first.Kind, AnyElementOf(element.Row), null);
        }

        if (!_sorted.TryGetValue(element.Row, out SortOrder order) || Shape.HasLoopIndex(element.Index))
        {
            return null;
        }

        bool isFirst = element.Index is Constant { Value: 0 };
        return ReduceTerm.Create(isFirst == (order == SortOrder.Ascending) ? ReduceKind.Min : ReduceKind.Max, AnyElementOf(element.Row), null);
    }

    /// <summary>Properties that lead to a row or an element rather than to something of their own.</summary>
    private Term? PropertyAsRow(IPropertyReferenceOperation reference)
    {
        switch (reference.Property.Name)
        {
            case "One" or "Zero" when reference.Property.IsStatic || reference.Type is { TypeKind: TypeKind.TypeParameter }:
                return reference.Property.Name == "One" ? Constant.One : Constant.Zero;
            case "E" when reference.Type is { TypeKind: TypeKind.TypeParameter }:
                return new Constant(Math.E);
            case "Values" or "Span" or "Memory":
                return Visit(reference.Instance);
            case "Value" when reference.Property.ContainingType is { IsGenericType: true } type && type.Name is "KeyValuePair" or "Nullable":
                return Visit(reference.Instance);
            case "Current" when reference.Instance is { Type.Name: "IEnumerator" or "Enumerator" }:
                return AnyElementOf(Visit(reference.Instance));
            case "Key" when Visit(reference.Instance) is ElementTerm { Index: LoopTerm index }:
                return index;
            default:
                return null;
        }
    }
}

internal enum SortOrder
{
    Ascending,
    Descending,
}
