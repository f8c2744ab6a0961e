using System.Reflection;

namespace FusedKernels.Verification;

/// <summary>One annotated method and what was emitted for it.</summary>
public sealed class Kernel
{
    private readonly HashSet<string> _parameters;
    private readonly EmittedKernel _emitted;

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
        _emitted = new EmittedKernel(method);
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public FusedKernelAttribute Options { get; }

    public KernelOperator Operator { get; }

    /// <summary>float or double.</summary>
    public Type Element { get; }

    public bool Takes(string parameter) => _parameters.Contains(parameter);

    public bool InPlace => !Takes("probabilities") && !Takes("logProbabilities") && !Reduces;

    public bool Reduces => Operator == KernelOperator.LogSumExp;

    /// <summary>The name of the parameter that results are written to; null where the method returns its result.</summary>
    public string? OutputName => InPlace ? "logits" : Method.GetParameters().Select(parameter => parameter.Name)
        .SingleOrDefault(name => name is "probabilities" or "logProbabilities" or "results");

    /// <summary>Whether one call can work on several rows.</summary>
    public bool TakesBatch => Takes("columns") || (Options.Length > 0 && OutputName is not null);

    public bool HasTemperature => Takes("temperature") || Options.Temperature != 1;

    public IReadOnlyList<string> SupportedTargets => _emitted.SupportedTargets;

    /// <summary>The user's own method, which dispatches.</summary>
    public KernelCall<T> BindDispatch<T>() => _emitted.Bind(null, KernelBinder.Bind<T>);

    public KernelCall<T> Bind<T>(string target) => _emitted.Bind(target, KernelBinder.Bind<T>);

    public override string ToString() => Name;
}
