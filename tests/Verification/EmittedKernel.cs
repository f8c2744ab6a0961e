using System.Collections.Concurrent;
using System.Reflection;

namespace FusedKernels.Verification;

/// <summary>What was emitted for an annotated method: its targets, and calls of them, each made once.</summary>
internal sealed class EmittedKernel
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>In the order in which the dispatch prefers them.</summary>
    private static readonly string[] TargetNames = ["Avx512", "Avx2", "Neon", "Scalar"];

    private readonly MethodInfo _declared;
    private readonly Type _type;
    private readonly MethodInfo _invoke;
    private readonly ConcurrentDictionary<(Type Call, string? Target), Delegate> _calls = [];

    public EmittedKernel(MethodInfo declared)
    {
        _declared = declared;
        string name = $"FusedKernels.Generated.{declared.DeclaringType!.FullName!.Replace('.', '_')}_{declared.Name}";
        _type = declared.Module.Assembly.GetType(name) ?? throw new InvalidOperationException($"{name} was not emitted.");
        _invoke = _type.GetMethods(All).Single(method => method.Name == "Invoke" && method.IsGenericMethodDefinition);
        SupportedTargets = [.. TargetNames.Where(target => (bool)Target(target).GetProperty("IsSupported", All)!.GetValue(null)!)];
    }

    public IReadOnlyList<string> SupportedTargets { get; }

    /// <summary>A target, or the user's own method, which dispatches, where that is null.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="bind">What makes a call of the method and its declaration.</param>
    public TCall Bind<TCall>(string? target, Func<MethodInfo, MethodInfo, TCall> bind)
        where TCall : Delegate =>
        (TCall)_calls.GetOrAdd((typeof(TCall), target), _ => bind(target is null ? _declared : _invoke.MakeGenericMethod(Target(target)), _declared));

    private Type Target(string name) => _type.GetNestedType(name, BindingFlags.Public | BindingFlags.NonPublic)
        ?? throw new InvalidOperationException($"{_type} has no target {name}.");
}
