using System.Collections.Concurrent;
using System.Reflection;

namespace FusedKernels.Verification;

/// <summary>One annotated gate and what was emitted for it.</summary>
public sealed class GateKernel
{
    private readonly HashSet<string> _parameters;
    private readonly ConcurrentDictionary<(Type Element, string Target), Delegate> _bound = [];

    private GateKernel(MethodInfo method)
    {
        Method = method;
        Options = method.GetCustomAttribute<SparseTopKGateAttribute>()!;
        _parameters = [.. method.GetParameters().Select(parameter => parameter.Name!)];
        Emitted = method.Module.Assembly.GetType($"FusedKernels.Generated.{method.DeclaringType!.FullName!.Replace('.', '_')}_{method.Name}")
            ?? throw new InvalidOperationException($"{method} was not emitted.");
    }

    public string Name => Method.Name;

    public MethodInfo Method { get; }

    public SparseTopKGateAttribute Options { get; }

    public IEnumerable<string> SupportedTargets => Kernel.TargetNames.Where(name => (bool)Target(name).GetProperty("IsSupported", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!);

    private Type Emitted { get; }

    /// <summary>Every annotated gate of an assembly.</summary>
    public static IReadOnlyList<GateKernel> Of(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<SparseTopKGateAttribute>() is not null)
            .Select(method => new GateKernel(method))
            .OrderBy(kernel => kernel.Name, StringComparer.Ordinal),
    ];

    public bool Takes(string parameter) => _parameters.Contains(parameter);

    public GateCall<T> Bind<T>(string target) => (GateCall<T>)_bound.GetOrAdd((typeof(T), target), _ => BindAnew<T>(target));

    public GateCall<T> BindDispatch<T>() => KernelBinder.BindGate<T>(Method, Method);

    public override string ToString() => Name;

    private GateCall<T> BindAnew<T>(string target)
    {
        MethodInfo invoke = Emitted.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Single(method => method.Name == "Invoke" && method.IsGenericMethodDefinition);
        return KernelBinder.BindGate<T>(invoke.MakeGenericMethod(Target(target)), Method);
    }

    private Type Target(string name) => Emitted.GetNestedType(name, BindingFlags.Public | BindingFlags.NonPublic)
        ?? throw new InvalidOperationException($"{Emitted} has no target {name}.");
}
