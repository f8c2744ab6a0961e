using System.Reflection;

namespace FusedKernels.Verification;

/// <summary>One annotated gate and what was emitted for it.</summary>
public sealed class GateKernel
{
    private readonly HashSet<string> _parameters;
    private readonly EmittedKernel _emitted;

    private GateKernel(MethodInfo method)
    {
        Method = method;
        Options = method.GetCustomAttribute<SparseTopKGateAttribute>()!;
        _parameters = [.. method.GetParameters().Select(parameter => parameter.Name!)];
        _emitted = new EmittedKernel(method);
    }

    public string Name => Method.Name;

    public MethodInfo Method { get; }

    public SparseTopKGateAttribute Options { get; }

    public IReadOnlyList<string> SupportedTargets => _emitted.SupportedTargets;

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

    public GateCall<T> Bind<T>(string target) => _emitted.Bind(target, KernelBinder.BindGate<T>);

    public GateCall<T> BindDispatch<T>() => _emitted.Bind(null, KernelBinder.BindGate<T>);

    public override string ToString() => Name;
}
