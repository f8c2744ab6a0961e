using System.Collections.Immutable;
using System.Reflection;
using FusedKernels.Generator.Parsing;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace FusedKernels.Analyzers;

/// <summary>Every diagnostic, one field each: release tracking reads the ids from these constructors and from no other form.</summary>
internal static class DiagnosticDescriptors
{
    private const string Category = "FusedKernels";

    public static readonly DiagnosticDescriptor MethodNotPartial = new(
        Rule.MethodNotPartial,
        "A kernel method must be partial",
        "'{0}' must be partial to receive a kernel",
        Category, Error, true, helpLinkUri: Page(Rule.MethodNotPartial));

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        Rule.ContainingTypeNotPartial,
        "The type of a kernel method must be partial",
        "'{0}' must be partial so that the kernel of '{1}' can be added to it",
        Category, Error, true, helpLinkUri: Page(Rule.ContainingTypeNotPartial));

    public static readonly DiagnosticDescriptor WrongReturnType = new(
        Rule.WrongReturnType,
        "A kernel method has the wrong return type",
        "'{0}' must return {1}",
        Category, Error, true, helpLinkUri: Page(Rule.WrongReturnType));

    public static readonly DiagnosticDescriptor MissingRole = new(
        Rule.MissingRole,
        "A kernel method lacks a parameter",
        "'{0}' needs {1}; a parameter of another name takes the role by [KernelParameter]",
        Category, Error, true, helpLinkUri: Page(Rule.MissingRole));

    public static readonly DiagnosticDescriptor DoubledRole = new(
        Rule.DoubledRole,
        "Two parameters have the same role",
        "'{0}' has the role {1} twice, in '{2}' and '{3}': keep one, or give the other its own role",
        Category, Error, true, helpLinkUri: Page(Rule.DoubledRole));

    public static readonly DiagnosticDescriptor ParameterWithoutRole = new(
        Rule.ParameterWithoutRole,
        "A parameter has no role in the kernel",
        "Parameter '{0}' has no role in a {1} kernel: call it one of {2}, or name its role by [KernelParameter]",
        Category, Error, true, helpLinkUri: Page(Rule.ParameterWithoutRole));

    public static readonly DiagnosticDescriptor RoleNotAllowed = new(
        Rule.RoleNotAllowed,
        "The kernel does not take this role",
        "Parameter '{0}' has the role {1}, but {2}",
        Category, Error, true, helpLinkUri: Page(Rule.RoleNotAllowed));

    public static readonly DiagnosticDescriptor WrongParameterType = new(
        Rule.WrongParameterType,
        "A parameter's type does not fit its role",
        "Parameter '{0}' must be {1}, not {2}",
        Category, Error, true, helpLinkUri: Page(Rule.WrongParameterType));

    public static readonly DiagnosticDescriptor UnsupportedElementType = new(
        Rule.UnsupportedElementType,
        "The element type is not supported",
        "Parameter '{0}' has elements of type '{1}': use float or double",
        Category, Error, true, helpLinkUri: Page(Rule.UnsupportedElementType));

    public static readonly DiagnosticDescriptor MixedElementTypes = new(
        Rule.MixedElementTypes,
        "Element types are mixed",
        "Parameter '{0}' is of {1}, the logits are of {2}: use one element type",
        Category, Error, true, helpLinkUri: Page(Rule.MixedElementTypes));

    public static readonly DiagnosticDescriptor TemperatureOutOfRange = new(
        Rule.TemperatureOutOfRange,
        "The temperature is out of range",
        "The temperature of '{0}' is {1}: it must be positive, finite and a normal {2}",
        Category, Error, true, helpLinkUri: Page(Rule.TemperatureOutOfRange));

    public static readonly DiagnosticDescriptor LengthOutOfRange = new(
        Rule.LengthOutOfRange,
        "The length is out of range",
        "The length of '{0}' is {1}: it must be at least 1; leave it out where it is known only at run time",
        Category, Error, true, helpLinkUri: Page(Rule.LengthOutOfRange));

    public static readonly DiagnosticDescriptor TwoTemperatures = new(
        Rule.TwoTemperatures,
        "The temperature is given twice",
        "'{0}' has a constant temperature and the parameter '{1}': keep one of them",
        Category, Error, true, helpLinkUri: Page(Rule.TwoTemperatures));

    public static readonly DiagnosticDescriptor UnsupportedContainingType = new(
        Rule.UnsupportedContainingType,
        "The containing type cannot hold a kernel",
        "'{0}' cannot receive a kernel because {1}: move it to an ordinary class, struct, record or interface",
        Category, Error, true, helpLinkUri: Page(Rule.UnsupportedContainingType));

    public static readonly DiagnosticDescriptor UnsupportedMethod = new(
        Rule.UnsupportedMethod,
        "The method cannot have a kernel",
        "'{0}' cannot receive a kernel because {1}",
        Category, Error, true, helpLinkUri: Page(Rule.UnsupportedMethod));

    public static readonly DiagnosticDescriptor MethodHasBody = new(
        Rule.MethodHasBody,
        "A kernel method has a body already",
        "'{0}' has a body already: remove it, the kernel takes its place",
        Category, Error, true, helpLinkUri: Page(Rule.MethodHasBody));

    public static readonly DiagnosticDescriptor InnerWithoutColumns = new(
        Rule.InnerWithoutColumns,
        "The inner size is given without the columns",
        "'{0}' takes '{1}' but no 'int columns': a row's length along an inner axis cannot be told from the logits alone",
        Category, Error, true, helpLinkUri: Page(Rule.InnerWithoutColumns));

    public static readonly DiagnosticDescriptor SeveralKernels = new(
        Rule.SeveralKernels,
        "A method has several kernel attributes",
        "'{0}' has {1}: keep one, and declare one method for each kernel",
        Category, Error, true, helpLinkUri: Page(Rule.SeveralKernels));

    public static readonly DiagnosticDescriptor LanguageVersionTooLow = new(
        Rule.LanguageVersionTooLow,
        "The C# version is too low",
        "The kernel of '{0}' needs C# 12 or later, this project uses {1}: raise LangVersion",
        Category, Error, true, helpLinkUri: Page(Rule.LanguageVersionTooLow));

    public static readonly DiagnosticDescriptor UndefinedValue = new(
        Rule.UndefinedValue,
        "The value is not defined",
        "'{0}' is no defined value: use one of {1}",
        Category, Error, true, helpLinkUri: Page(Rule.UndefinedValue));

    public static readonly DiagnosticDescriptor OptionOutOfRange = new(
        Rule.OptionOutOfRange,
        "An option is out of range",
        "'{0}': {1} is {2}, but must be {3}",
        Category, Error, true, helpLinkUri: Page(Rule.OptionOutOfRange));

    public static readonly DiagnosticDescriptor OneRowIsNotDivided = new(
        Rule.OneRowIsNotDivided,
        "One row is not divided",
        "'{0}' works on one row, which is not divided: leave out {1}, or take 'columns' for several rows",
        Category, Error, true, helpLinkUri: Page(Rule.OneRowIsNotDivided));

    public static readonly DiagnosticDescriptor LimitWithoutParallel = new(
        Rule.LimitWithoutParallel,
        "A limit of threads is given without threads",
        "'{0}' uses one thread, so that '{1}' limits nothing: set Parallel = true, or leave it out",
        Category, Error, true, helpLinkUri: Page(Rule.LimitWithoutParallel));

    public static readonly DiagnosticDescriptor TwoTargets = new(
        Rule.TwoTargets,
        "The targets are given twice",
        "'{0}' has its targets in '{1}' and in '{2}': a row has a class or probabilities, keep one",
        Category, Error, true, helpLinkUri: Page(Rule.TwoTargets));

    public static readonly DiagnosticDescriptor OptionWithoutUse = new(
        Rule.OptionWithoutUse,
        "An option has no use",
        "'{0}' sets {1}, which it has no use for: {2}",
        Category, Error, true, helpLinkUri: Page(Rule.OptionWithoutUse));

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = typeof(DiagnosticDescriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => field.GetValue(null))
        .OfType<DiagnosticDescriptor>()
        .OrderBy(static descriptor => descriptor.Id, StringComparer.Ordinal)
        .ToImmutableArray();

    public static DiagnosticDescriptor Find(string id) => All.First(descriptor => descriptor.Id == id);

    private static string Page(string id) => $"https://github.com/fusedkernels/FusedKernels/blob/main/docs/diagnostics/{id}.md";
}
