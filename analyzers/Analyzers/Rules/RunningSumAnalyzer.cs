using FusedKernels.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FusedKernels.Analyzers.Rules;

/// <summary>Exponentials of a row summed up one after another in a float.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RunningSumAnalyzer() : NumericAnalyzer(NumericDescriptors.SingleRunningSum)
{
    private protected override Match? Find(Site site, Ranges ranges) =>
        site is { Kind: SiteKind.Accumulation, Operation: IAssignmentOperation { Type.SpecialType: SpecialType.System_Single } assignment }
        && assignment is ISimpleAssignmentOperation or ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add }
        && Exponentials.Contains(site.Right)
            ? new Match(site, assignment.Target.Syntax.ToString())
            : null;
}
