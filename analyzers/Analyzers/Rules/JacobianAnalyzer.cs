using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedKernels.Analyzers.Rules;

/// <summary><c>i == j ? p[i] * (1 − p[i]) : −p[i] * p[j]</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JacobianAnalyzer() : NumericAnalyzer(NumericDescriptors.SoftmaxJacobian)
{
    private protected override Match? Find(Site site, Ranges ranges) =>
        site.Kind == SiteKind.Diagonal && (IsJacobian(site.Left, site.Right) || IsJacobian(site.Right, site.Left)) ? new Match(site) : null;

    private static bool IsJacobian(Term diagonal, Term other) =>
        Algebra.MonomialsOf(other) is [{ Coefficient: -1, Factors: var factors }]
        && factors.Sum(static each => each.Power) == 2
        && Algebra.MonomialsOf(diagonal) is [_, _] monomials
        && monomials.Any(static each => each.Coefficient == 1 && each.Factors.Sum(static factor => factor.Power) == 1)
        && monomials.Any(static each => each.Coefficient == -1 && each.Factors.Sum(static factor => factor.Power) == 2);
}
