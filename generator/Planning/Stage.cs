using FusedKernels.Generator.Operators;

namespace FusedKernels.Generator.Planning;

/// <summary>A walk over a row that reduces it, and the scalars that are known then: what later stages and the result need.</summary>
/// <param name="Reductions">What is reduced, in one walk.</param>
/// <param name="Coefficients">Scalars of the reductions so far that rows of later passes need.</param>
internal sealed record Stage(IReadOnlyList<RowReduction> Reductions, IReadOnlyList<(string Name, Scalar Value)> Coefficients);

/// <summary>A sum or a maximum over a row.</summary>
/// <param name="Name">The <see cref="Operation.Coefficient"/> that stands for it.</param>
/// <param name="Pass">The pass over each of the row's blocks.</param>
internal sealed record RowReduction(string Name, Pass Pass);
