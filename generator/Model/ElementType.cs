namespace FusedKernels.Generator.Model;

/// <summary>The type of a row's elements.</summary>
internal enum ElementType
{
    Single,
    Double,
}
