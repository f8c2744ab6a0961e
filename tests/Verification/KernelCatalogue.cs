using System.Reflection;

namespace FusedKernels.Verification;

/// <summary>Every annotated method of an assembly: a new one is tested without a second edit.</summary>
public static class KernelCatalogue
{
    public static IReadOnlyList<Kernel> Of(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<FusedKernelAttribute>() is not null and not FusedLossAttribute)
            .Select(method => new Kernel(method))
            .OrderBy(kernel => kernel.Name, StringComparer.Ordinal),
    ];
}
