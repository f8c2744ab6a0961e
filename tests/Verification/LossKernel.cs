using System.Collections.Concurrent;
using System.Reflection;

namespace FusedKernels.Verification;

/// <summary>One annotated loss and what was emitted for it.</summary>
public sealed class LossKernel
{
    private readonly HashSet<string> _parameters;
    private readonly ConcurrentDictionary<(Type Element, string Target), Delegate> _bound = [];

    private LossKernel(MethodInfo method)
    {
        Method = method;
        Options = method.GetCustomAttribute<FusedLossAttribute>()!;
        Name = method.Name;
        _parameters = [.. method.GetParameters().Select(parameter => parameter.Name!)];
        Emitted = method.Module.Assembly.GetType($"FusedKernels.Generated.{method.DeclaringType!.FullName!.Replace('.', '_')}_{method.Name}")
            ?? throw new InvalidOperationException($"{method} was not emitted.");
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public FusedLossAttribute Options { get; }

    /// <summary>True where the rows hold logarithms of probabilities, not logits.</summary>
    public bool IsLikelihood => Options is FusedNegativeLogLikelihoodAttribute;

    public double ZLoss => (Options as FusedCrossEntropyAttribute)?.ZLoss ?? 0;

    public double SoftCap => (Options as FusedCrossEntropyAttribute)?.SoftCap ?? 0;

    public bool HasTemperature => Takes("temperature") || Options.Temperature != 1;

    /// <summary>True where a row has a class, false where it has probabilities.</summary>
    public bool HasTarget => Takes("targets");

    public IEnumerable<string> SupportedTargets => Kernel.TargetNames.Where(name => (bool)Target(name).GetProperty("IsSupported", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!);

    private Type Emitted { get; }

    /// <summary>Every annotated loss of an assembly that takes spans.</summary>
    public static IReadOnlyList<LossKernel> Of(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<FusedLossAttribute>() is not null)
            .Where(method => !method.GetParameters().Any(parameter => parameter.ParameterType.IsArray))
            .Select(method => new LossKernel(method))
            .OrderBy(kernel => kernel.Name, StringComparer.Ordinal),
    ];

    public bool Takes(string parameter) => _parameters.Contains(parameter);

    public LossCall<T> Bind<T>(string target) => (LossCall<T>)_bound.GetOrAdd((typeof(T), target), _ => BindAnew<T>(target));

    private LossCall<T> BindAnew<T>(string target)
    {
        MethodInfo invoke = Emitted.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Single(method => method.Name == "Invoke" && method.IsGenericMethodDefinition);
        return KernelBinder.BindLoss<T>(invoke.MakeGenericMethod(Target(target)), Method);
    }

    public LossCall<T> BindDispatch<T>() => KernelBinder.BindLoss<T>(Method, Method);

    public override string ToString() => Name;

    private Type Target(string name) => Emitted.GetNestedType(name, BindingFlags.Public | BindingFlags.NonPublic)
        ?? throw new InvalidOperationException($"{Emitted} has no target {name}.");
}
