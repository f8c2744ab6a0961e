using System.Reflection;

namespace FusedKernels.Verification;

/// <summary>One annotated method and what was emitted for it.</summary>
public sealed class Kernel
{
    /// <summary>In the order in which the dispatch prefers them.</summary>
    public static readonly string[] TargetNames = ["Avx512", "Avx2", "Neon", "Scalar"];

    private readonly HashSet<string> _parameters;

    public Kernel(MethodInfo method)
    {
        Method = method;
        Options = method.GetCustomAttribute<FusedKernelAttribute>()!;
        Operator = Options switch
        {
            FusedSoftmaxAttribute => KernelOperator.Softmax,
            FusedLogSoftmaxAttribute => KernelOperator.LogSoftmax,
            FusedLogSumExpAttribute => KernelOperator.LogSumExp,
            _ => throw new NotSupportedException(Options.GetType().Name),
        };
        Element = method.GetParameters()[0].ParameterType.GetGenericArguments()[0];
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        _parameters = [.. method.GetParameters().Select(parameter => parameter.Name!)];

        string emittedName = $"FusedKernels.Generated.{method.DeclaringType.FullName!.Replace('.', '_')}_{method.Name}";
        Emitted = method.Module.Assembly.GetType(emittedName) ?? throw new InvalidOperationException($"{emittedName} was not emitted.");
        InvokeTarget = Emitted.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Single(method => method.Name == "Invoke" && method.IsGenericMethodDefinition);
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public FusedKernelAttribute Options { get; }

    public KernelOperator Operator { get; }

    /// <summary>float or double.</summary>
    public Type Element { get; }

    public Type Emitted { get; }

    private MethodInfo InvokeTarget { get; }

    public bool Takes(string parameter) => _parameters.Contains(parameter);

    public bool InPlace => !Takes("probabilities") && !Takes("logProbabilities") && !Reduces;

    public bool Reduces => Operator == KernelOperator.LogSumExp;

    /// <summary>The name of the parameter that results are written to; null where the method returns its result.</summary>
    public string? OutputName => InPlace ? "logits" : Method.GetParameters().Select(parameter => parameter.Name)
        .SingleOrDefault(name => name is "probabilities" or "logProbabilities" or "results");

    /// <summary>Whether one call can work on several rows.</summary>
    public bool TakesBatch => Takes("columns") || (Options.Length > 0 && OutputName is not null);

    public bool HasTemperature => Takes("temperature") || Options.Temperature != 1;

    public IEnumerable<string> SupportedTargets => TargetNames.Where(IsSupported);

    public bool IsSupported(string target) => (bool)Target(target).GetProperty("IsSupported", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    /// <summary>The user's own method, which dispatches.</summary>
    public KernelCall<T> BindDispatch<T>() => KernelBinder.Bind<T>(Method, Method);

    public KernelCall<T> Bind<T>(string target) => KernelBinder.Bind<T>(InvokeTarget.MakeGenericMethod(Target(target)), Method);

    public override string ToString() => Name;

    private Type Target(string name) => Emitted.GetNestedType(name, BindingFlags.Public | BindingFlags.NonPublic)
        ?? throw new InvalidOperationException($"{Emitted} has no target {name}.");
}
