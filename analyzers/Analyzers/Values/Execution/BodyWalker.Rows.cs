using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Values;

internal sealed partial class BodyWalker
{
    /// <summary>Methods that make a number out of a row.</summary>
    private Term? CallReduction(LibraryCall call)
    {
        Term[] values = call.Values;
        if (values.Length == 0 || values[0] is FunctionTerm)
        {
            return null;
        }

        Term? function = values.FirstOrDefault(static each => each is FunctionTerm);
        bool isOfRow = values.Length == 1 || (values.Length == 2 && function is not null);
        switch (call.Name)
        {
            case "Sum" or "RowSums" or "ColumnSums" or "SumRows" or "SumColumns" when isOfRow:
                return ReduceTerm.Create(ReduceKind.Sum, Each(call, function), call.Operation.Syntax);
            case "Average" or "Mean" when isOfRow:
                return Algebra.Multiply(ReduceTerm.Create(ReduceKind.Sum, Each(call, function), call.Operation.Syntax), Algebra.Power(Algebra.Opaque("count", values[0]), -1));
            case "Max" or "Maximum" when isOfRow:
                return ReduceTerm.Create(ReduceKind.Max, Each(call, function), call.Operation.Syntax);
            case "Min" or "Minimum" when isOfRow:
                return ReduceTerm.Create(ReduceKind.Min, Each(call, function), call.Operation.Syntax);
            case "IndexOfMax" or "MaximumIndex" or "ArgMax" or "Argmax" when values.Length == 1:
                return Functions.Apply(Functions.IndexOfMax, call.Operation.Syntax, [AnyElementOf(values[0])]);
            case "IndexOf" when values is [var row, ReduceTerm { Kind: ReduceKind.Max }]:
                return Functions.Apply(Functions.IndexOfMax, call.Operation.Syntax, [AnyElementOf(row)]);
            case "Dot" or "DotProduct" or "Multiply" when values.Length == 2 && call.Operation.Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single && call.Name is not "Multiply":
                return ReduceTerm.Create(ReduceKind.Sum, Algebra.Multiply(AnyElementOf(values[0]), AnyElementOf(values[1])), call.Operation.Syntax);
            case "SumOfSquares" or "LengthSquared" or "NormSquared" when values.Length == 1:
                return ReduceTerm.Create(ReduceKind.Sum, Algebra.Power(AnyElementOf(values[0]), 2), call.Operation.Syntax);
            case "Aggregate":
                return CallAggregate(call);
            default:
                return null;
        }
    }

    private Term Each(LibraryCall call, Term? function) => function is null ? AnyElementOf(call.Values[0]) : Mapped(call, function);

    /// <summary>What the function makes of each element.</summary>
    private Term Mapped(LibraryCall call, Term function) => ApplyInLoop(call.Operation, function, loop =>
    {
        LoopTerm index = loop.Head(null, isIndex: true);
        Term element = ElementOf(call.Values[0], index);
        AssumeKept(call.Values[0], element, call.Operation);
        return [element, index];
    });

    /// <summary>Of a row's elements only some have been kept, and what was asked of them is true.</summary>
    private void AssumeKept(Term row, Term element, IOperation operation)
    {
        if (_filters.TryGetValue(row, out FunctionTerm filter))
        {
            Assume(Apply(filter, [element, Fresh()], operation), truth: true);
        }
    }

    private Term? CallAggregate(LibraryCall call)
    {
        int position = Array.FindIndex(call.Values, static each => each is FunctionTerm);
        if (position is not (1 or 2) || call.Values[position] is not FunctionTerm { Method.Parameters.Length: >= 2 } function)
        {
            return null;
        }

        Loop? over = null;
        LoopTerm? accumulated = null;
        Term after = ApplyInLoop(call.Operation, function, loop =>
        {
            over = loop;
            accumulated = loop.Head(function.Method.Parameters[0], isIndex: false);
            return [accumulated, ElementOf(call.Values[0], loop.Head(null, isIndex: true))];
        });
        Term initial = position == 2 ? call.Values[1] : after is ApplyTerm or ReduceTerm ? new Constant(double.NegativeInfinity) : Constant.Zero;
        Term result = over is null ? after : over.Solve(accumulated!, after, initial);
        return call.Values.Length > position + 1 && call.Values[position + 1] is FunctionTerm selector ? Apply(selector, [result], call.Operation) : result;
    }

    /// <summary>Methods that make a row out of a row, or look one up.</summary>
    private Term? CallRow(LibraryCall call)
    {
        Term[] values = call.Values;
        Term? function = values.FirstOrDefault(static each => each is FunctionTerm);
        switch (call.Name)
        {
            case "Select" or "ConvertAll" or "Map" or "PointwiseMap" or "Apply" or "Transform" or "Each" when values.Length is 2 or 3 && values[0] is not FunctionTerm && function is not null:
                return Mapped(call, function);
            case "SelectMany" when values.Length == 2 && function is not null:
                AllocationTerm all = new(_nextId++);
                Write(new ElementTerm(all, FreshIndex()), AnyElementOf(Mapped(call, function)));
                return all;
            case "Where" when function is FunctionTerm filter && !call.IsVoid:
                Mapped(call, filter);
                AllocationTerm kept = CopyRow(values[0]);
                _filters[kept] = filter;
                return kept;
            case "Skip" or "Take" or "SkipWhile" or "TakeWhile" or "Concat" or "Slice"
                or "Cast" or "OfType" or "Distinct" or "DefaultIfEmpty" or "Append" or "Prepend" or "CreateSpan" or "CreateReadOnlySpan" or "Row" or "GetRow"
                when values.Length > 0 && !call.IsVoid:
                if (function is not null)
                {
                    Mapped(call, function);
                }

                if (call.Name is "Take" && values[0] is var sorted && _sorted.ContainsKey(sorted))
                {
                    Record(SiteKind.SortedPrefix, call.Operation, sorted, sorted);
                }

                return call.Name is "Row" or "GetRow" && values.Length == 2 ? _state.Read(new ElementTerm(values[0], values[1])) : values[0];
            case "Create" when values.Length == 1 && call.Type.StartsWith("Vector", StringComparison.Ordinal):
                return values[0];
            case "Expand" or "expand" or "ExpandDims" or "expand_dims" or "Broadcast" or "BroadcastTo" or "broadcast_to" or "Reshape" or "reshape"
                or "Unsqueeze" or "unsqueeze" or "Squeeze" or "squeeze" or "Repeat" or "repeat" or "Tile" or "tile" or "View" or "view" when values.Length > 1 && function is null && !call.IsVoid:
                // The same numbers in another shape.
                return values[0];
            case "GetEnumerator" when values.Length == 1:
                return values[0];
            case ['A', 's', >= 'A' and <= 'Z', ..] when values.Length > 0 && function is null && !call.IsVoid:
                // AsSpan, AsParallel and all the others are the same row under another type.
                return values[0];
            case "ToArray" or "ToList" or "ToImmutableArray" or "ToImmutableList" or "Clone" or "ToHashSet" or "CopyOf" or "Copy" when values.Length == 1 && !call.IsVoid:
                return CopyRow(values[0]);
            case "FromArray" or "OfArray" or "DenseOfArray" or "Dense" or "FromEnumerable" or "CreateVector" when values.Length > 0 && (values[^1] is AllocationTerm || (values[^1] is SymbolTerm { Symbol: var row } && !SymbolBounds.IsNumber(row))):
                return CopyRow(values[^1]);
            case "ToDictionary":
                AllocationTerm dictionary = new(_nextId++);
                Term[] functions = [.. values.Where(static each => each is FunctionTerm)];
                Write(new ElementTerm(dictionary, FreshIndex()), functions.Length > 1 ? Mapped(call, functions[1]) : AnyElementOf(values[0]));
                return dictionary;
            case "NormalizeColumns" or "NormalizeRows" or "Normalize" when values is [_, Constant { Value: 1 }]:
                return Normalize(call, AnyElementOf(values[0]));
            case "Zip" when values.Length == 3 && function is not null:
                return ApplyInLoop(call.Operation, function, loop => [ElementOf(values[0], loop.Head(null, isIndex: true)), ElementOf(values[1], loop.Head(null, isIndex: true))]);
            case "Zip" when values.Length is 2 or 3 && function is null:
                AllocationTerm zipped = new(_nextId++);
                LoopTerm each = FreshIndex();
                Write(new ElementTerm(zipped, each), new ApplyTerm(Functions.Tuple, [.. values.Select(row => ElementOf(row, each))]));
                return zipped;
            case "First" or "Last" or "FirstOrDefault" or "LastOrDefault" or "Single" or "Peek" when values.Length == 1:
                ElementTerm end = new(values[0], call.Name.StartsWith("First", StringComparison.Ordinal) ? Constant.Zero : Algebra.Opaque("last"));
                return ExtremumOf(end) ?? _state.Read(end);
            case "ElementAt" or "GetValueOrDefault" or "Get" or "At" when values.Length is 2 or 3:
                ElementTerm element = new(values[0], values[1]);
                return ExtremumOf(element) ?? _state.Read(element);
            case var name when values is [.., Constant { Value: 0 }, { HasExponential: true } sum] && Library.IsDraw(name):
                Term share = Functions.Apply(Functions.Unit, null, [Fresh()]);
                Term drawn = Algebra.Multiply(share, sum);
                Record(SiteKind.Product, call.Operation, drawn, share, sum);
                return drawn;
            case "Range" when call.Type is "Enumerable" or "ParallelEnumerable":
                return Algebra.Opaque(Library.Range, values);
            case "Add" or "Enqueue" or "Push" or "AddLast" or "TryAdd" or "Set" or "SetValue" or "At" when !call.IsStatic && values.Length is 2 or 3 && (call.IsVoid || call.Name is "TryAdd" or "AddLast" || call.Operation.Type?.SpecialType == SpecialType.System_Boolean):
                Write(new ElementTerm(values[0], values.Length == 2 ? FreshIndex() : values[1]), values[^1]);
                return Nothing;
            case "AddRange" or "CopyTo" or "TryCopyTo" when values.Length >= 2 && values.All(static each => each is not FunctionTerm):
                CopyElements(call.Name == "AddRange" ? values[1] : values[0], call.Name == "AddRange" ? values[0] : values[1]);
                return Nothing;
            case "Copy" when call.Type is "Array" or "Buffer" && values.Length >= 3:
                CopyElements(values[0], values.Length == 3 ? values[1] : values[2]);
                return Nothing;
            case "OrderBy" or "OrderByDescending" or "Order" or "OrderDescending" when values.Length > 0:
                AllocationTerm ordered = CopyRow(values[0]);
                _sorted[ordered] = call.Name.EndsWith("Descending", StringComparison.Ordinal) ? SortOrder.Descending : SortOrder.Ascending;
                return ordered;
            case var name when call.IsVoid && values.Length == 3 && function is null && Library.IsClamp(name):
                WriteInPlace(call, Library.Clamp([AnyElementOf(values[0]), .. values.Skip(1)], call.Operation.Syntax));
                return Nothing;
            case "Sort" when values.Length > 0:
                // With a comparison of its own a sort is mostly there to have the largest first.
                _sorted[values[0]] = function is null ? SortOrder.Ascending : SortOrder.Descending;
                return values[0];
            case "MaxBy" or "MinBy" when values.Length == 2:
                return ReduceTerm.Create(call.Name is "MaxBy" ? ReduceKind.Max : ReduceKind.Min, AnyElementOf(values[0]), call.Operation.Syntax);
            case "Reverse" when values.Length > 0:
                return Reverse(call, values[0]);
            case "ForEach" when function is not null && values.Length >= 2:
                Term result = ApplyInLoop(call.Operation, function, loop => [ElementOf(values[1] is FunctionTerm ? values[0] : values[1], loop.Head(null, isIndex: true))]);
                if (!call.IsStatic && IsOfResult(function))
                {
                    Write(new ElementTerm(values[0], FreshIndex()), result);
                }

                return Nothing;
            case "For" or "ForEach" when call.Type is "Parallel" && values is [.., FunctionTerm first, FunctionTerm body, FunctionTerm last]:
                RunWithLocals(call, first, body, last);
                return Nothing;
            case "For" when function is not null && call.Type is "Parallel":
                ApplyInLoop(call.Operation, function, static loop => [loop.Head(null, isIndex: true)]);
                return Nothing;
            default:
                return null;
        }
    }

    /// <summary>Each thread begins with a value, hands it from round to round and gives it away in the end.</summary>
    private void RunWithLocals(LibraryCall call, FunctionTerm first, FunctionTerm body, FunctionTerm last)
    {
        Term initial = Apply(first, [], call.Operation);
        Loop? over = null;
        LoopTerm? local = null;
        Term after = ApplyInLoop(call.Operation, body, loop =>
        {
            over = loop;
            local = loop.Head(body.Method.Parameters.LastOrDefault(), isIndex: false);
            LoopTerm index = loop.Head(null, isIndex: true);
            Term element = call.Name is "For" ? index : ElementOf(call.Values[0], index);
            return body.Method.Parameters.Length == 4 ? [element, Fresh(), index, local] : [element, Fresh(), local];
        });
        Apply(last, [over is null ? after : over.Solve(local!, after, initial)], call.Operation);
    }

    /// <summary>Whether it is there for what it returns, so that the method it is given to keeps that.</summary>
    private static bool IsOfResult(Term function) => function is FunctionTerm { Method.ReturnsVoid: false, Body: { Syntax: var lambda } }
        && lambda is not LambdaExpressionSyntax { ExpressionBody: AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax };

    /// <summary>By the norm that is the sum of the magnitudes.</summary>
    private Term Normalize(LibraryCall call, Term element)
    {
        Term reciprocal = Algebra.Power(ReduceTerm.Create(ReduceKind.Sum, element, call.Operation.Syntax), -1);
        Term value = Algebra.Multiply(element, reciprocal);
        Record(SiteKind.Product, call.Operation, value, element, reciprocal);
        return value;
    }

    /// <summary>Into the elements of the row; what was computed has none, and is something else under the same name from here on.</summary>
    private void WriteInPlace(LibraryCall call, Term value)
    {
        Write(new ElementTerm(call.Values[0], FreshIndex()), value);
        if (Functions.IsComputed(call.Values[0]) && InvocationName.ReceiverOf(call.Operation) is { } receiver && PlaceOf(receiver) is SymbolTerm row)
        {
            Write(row, value);
        }
    }

    private void CopyElements(Term from, Term to)
    {
        LoopTerm index = FreshIndex();
        Write(new ElementTerm(to, index), Functions.IsComputed(from) ? from : ElementOf(from, index));
    }

    private Term Reverse(LibraryCall call, Term row)
    {
        Term reversed = call.IsVoid ? row : CopyRow(row);
        if (_sorted.TryGetValue(row, out SortOrder order))
        {
            _sorted[reversed] = order == SortOrder.Ascending ? SortOrder.Descending : SortOrder.Ascending;
        }

        return reversed;
    }
}
