using System.Collections.Immutable;
using FusedKernels.CodeFixes.Formulas;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.CodeFixes;

/// <summary>Coefficient · Π factors · Π numerator / (Π divisors · Π denominator · sum): what a fix writes in place of an expression.</summary>
internal sealed record StableCall(ImmutableArray<StableFunction> Numerator, ImmutableArray<StableFunction> Denominator)
{
    public double Coefficient { get; init; } = 1;

    /// <summary>Kept as they are written.</summary>
    public ImmutableArray<ExpressionSyntax> Factors { get; init; } = [];

    /// <summary>What it is divided by, kept as well.</summary>
    public ImmutableArray<ExpressionSyntax> Divisors { get; init; } = [];

    /// <summary>A sum of exponentials that it is divided by too, or null.</summary>
    public Terms? Sum { get; init; }

    /// <summary>Added to all of it, or null.</summary>
    public Exponent? Added { get; init; }

    /// <summary>The number whose logarithm is added to all of it.</summary>
    public double LogarithmAdded { get; init; } = 1;

    /// <summary>The base to which all of it is a logarithm.</summary>
    public double LogarithmBase { get; init; } = Math.E;

    /// <summary>False where the framework has all of it.</summary>
    public bool UsesHelper => Numerator.Concat(Denominator).Any(static function => !function.IsOfFramework);

    public IEnumerable<ExpressionSyntax> Arguments => Numerator.Concat(Denominator).SelectMany(static function => function.Arguments).Concat(Sum?.Exponents ?? []).Select(static argument => argument.Base).OfType<ExpressionSyntax>();

    public static StableCall Of(params StableFunction[] numerator) => new([.. numerator], []);

    public static StableCall ReciprocalOf(params StableFunction[] denominator) => new([], [.. denominator]);
}

/// <summary>A function of <c>StableMath</c>, or <c>Tanh</c> and <c>Exp</c> of the framework.</summary>
internal sealed record StableFunction(string Name, ImmutableArray<Exponent> Arguments)
{
    public bool IsOfFramework => Name is "Tanh" or "Exp";

    public StableFunction(string name, Exponent argument)
        : this(name, [argument])
    {
    }
}
