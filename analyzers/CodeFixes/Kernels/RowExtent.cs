using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes.Kernels;

/// <summary>Which part of the row, and of the arrays beside it, the loops go over: all, or so many elements from an offset on.</summary>
/// <param name="model">The document's.</param>
/// <param name="cancellation">Stops the reading.</param>
internal sealed class RowExtent(SemanticModel model, CancellationToken cancellation)
{
    private readonly Dictionary<string, (ExpressionSyntax Array, ExpressionSyntax? Offset)> _arrays = new(StringComparer.Ordinal);
    private readonly List<ExpressionSyntax> _wholes = [];
    private bool _hasLength;

    /// <summary>How many elements, or null for all.</summary>
    public ExpressionSyntax? Length { get; private set; }

    /// <summary>False where one loop goes over more than another.</summary>
    public bool IsConsistent => Length is null
        ? _arrays.Values.All(static array => array.Offset is null)
        : _wholes.TrueForAll(array => IsAllocated(array, Length));

    /// <summary>Takes note of an array that is used as a whole.</summary>
    public bool IsWhole(ExpressionSyntax array)
    {
        _wholes.Add(array);
        return true;
    }

    /// <summary>True where the elements of an array begin at one place in all loops.</summary>
    public bool BeginsAt(ExpressionSyntax array, ExpressionSyntax? offset)
    {
        string name = array.WithoutTrivia().ToString();
        if (_arrays.TryGetValue(name, out (ExpressionSyntax Array, ExpressionSyntax? Offset) known))
        {
            return known.Offset?.ToString() == offset?.ToString();
        }

        _arrays.Add(name, (array, offset));
        return offset is null || IsNumber(offset);
    }

    /// <summary>True where all loops have one length; null is that of the row.</summary>
    public bool Ends(ExpressionSyntax? length)
    {
        if (!_hasLength)
        {
            (_hasLength, Length) = (true, length);
            return length is null || IsNumber(length);
        }

        return Length?.ToString() == length?.ToString();
    }

    public ExpressionSyntax? OffsetOf(ExpressionSyntax array) => _arrays.TryGetValue(array.WithoutTrivia().ToString(), out (ExpressionSyntax Array, ExpressionSyntax? Offset) known) ? known.Offset : null;

    /// <summary>True for a local array that is made with so many elements.</summary>
    public bool IsAllocated(ExpressionSyntax array, ExpressionSyntax length) => AllocationOf(_arrays.TryGetValue(array.ToString(), out (ExpressionSyntax Array, ExpressionSyntax? Offset) known) ? known.Array : array)?.ToString() == length.ToString();

    /// <summary>The size with which a local array is made.</summary>
    public ExpressionSyntax? AllocationOf(ExpressionSyntax array) =>
        array is IdentifierNameSyntax && array.SyntaxTree == model.SyntaxTree
        && model.GetSymbolInfo(array, cancellation).Symbol is ILocalSymbol local
        && LocalValues.ValueOf(local, model, cancellation) is ArrayCreationExpressionSyntax { Type.RankSpecifiers: [{ Sizes: [var size] }] }
            ? size
            : null;

    private bool IsNumber(ExpressionSyntax expression) => Rows.IsRepeatable(expression) && model.GetTypeInfo(expression, cancellation).Type?.SpecialType == SpecialType.System_Int32;
}
