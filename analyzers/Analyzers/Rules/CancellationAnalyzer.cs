using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary>exp(x) − 1 and log(1 + x), unless x is known to stay away from 0.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CancellationAnalyzer() : NumericAnalyzer(NumericDescriptors.CancellationNearZero)
{
    private const double AwayFromZero = 0.5;

    private protected override Match? Find(Site site, Ranges ranges) => ArgumentOf(site) is { } found
        && !(ranges.Upper(found.Argument) < -AwayFromZero || new Ranges(site.Facts).Lower(found.Argument) > AwayFromZero)
        && !IsInside(site, found.Function)
            ? new Match(site, found.Function)
            : null;

    private static (Term Argument, string Function)? ArgumentOf(Site site) => site switch
    {
        { Kind: SiteKind.Difference, Left: ApplyTerm exponential, Right: Constant { Value: 1 } } when Functions.IsExponential(exponential) => (exponential.Arguments[0], "ExpM1"),
        { Kind: SiteKind.Logarithm, Left: Polynomial sum } when sum.Monomials.Any(static each => each is { Coefficient: 1, Factors: [] })
            && sum.Monomials.All(static each => each.Coefficient > 0)
            && !Exponentials.Contains(sum) => (Algebra.Subtract(sum, Constant.One), "LogP1"),
        _ => null,
    };

    /// <summary>The implementation of the function itself knows why.</summary>
    private static bool IsInside(Site site, string function) =>
        site.Operation.Syntax.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault() is { Identifier.ValueText: var name }
        && (name.IndexOf(function, StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("log1p", StringComparison.OrdinalIgnoreCase) >= 0);
}
