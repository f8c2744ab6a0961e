using System.Numerics;
using System.Reflection;

namespace FusedKernels.Verification;

/// <summary>What any gradient of a gate can take; each takes its own part.</summary>
public ref struct GateGradientArguments<T>
{
    public ReadOnlySpan<T> Logits;
    public ReadOnlySpan<int> Selected;
    public ReadOnlySpan<T> Weights;
    public ReadOnlySpan<T> WeightsGradient;
    public Span<T> LogitsGradient;
    public ReadOnlySpan<bool> Active;
    public T Temperature;
    public int Experts;
}

/// <summary>One emitted method of a gradient, called the same way whatever its parameters are.</summary>
public delegate void GateGradientCall<T>(ref GateGradientArguments<T> arguments);

/// <summary>One annotated gradient and what was emitted for it.</summary>
public sealed class GateGradientKernel
{
    private readonly MethodInfo _method;
    private readonly EmittedKernel _emitted;

    private GateGradientKernel(MethodInfo method)
    {
        _method = method;
        _emitted = new EmittedKernel(method);
    }

    public string Name => _method.Name;

    public SparseTopKGateGradientAttribute Options => _method.GetCustomAttribute<SparseTopKGateGradientAttribute>()!;

    public bool TakesTemperature => _method.GetParameters().Any(parameter => parameter.Name == "temperature");

    public IReadOnlyList<string> SupportedTargets => _emitted.SupportedTargets;

    /// <summary>Every annotated gradient of an assembly.</summary>
    public static IReadOnlyList<GateGradientKernel> Of(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<SparseTopKGateGradientAttribute>() is not null)
            .Select(method => new GateGradientKernel(method))
            .OrderBy(kernel => kernel.Name, StringComparer.Ordinal),
    ];

    /// <summary>The kernel on one target, or as users call it where the target is null.</summary>
    public GateGradientCall<T> Bind<T>(string? target) => _emitted.Bind(target, KernelBinder.BindGateGradient<T>);

    /// <summary>Adds to <paramref name="start"/>; all memory is from <paramref name="buffers"/>.</summary>
    public T[] Run<T>(string? target, GateWorkload<T> workload, GateResults<T> gate, T[] weightsGradient, T[] start, IBuffers buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        GateGradientArguments<T> arguments = new()
        {
            Logits = buffers.Copy<T>(workload.Logits),
            Selected = buffers.Copy<int>(gate.Selected),
            Weights = buffers.Copy<T>(gate.Weights),
            WeightsGradient = buffers.Copy<T>(weightsGradient),
            LogitsGradient = buffers.Copy<T>(start),
            Active = buffers.Copy<bool>(workload.Active ?? [.. Enumerable.Repeat(true, workload.Rows)]),
            Temperature = workload.Temperature,
            Experts = workload.Experts,
        };
        Bind<T>(target)(ref arguments);
        return arguments.LogitsGradient.ToArray();
    }
}
