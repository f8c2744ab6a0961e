using System.Reflection;

namespace FusedKernels.Verification;

/// <summary>One annotated loss and what was emitted for it.</summary>
public sealed class LossKernel
{
    private readonly HashSet<string> _parameters;
    private readonly EmittedKernel _emitted;

    private LossKernel(MethodInfo method)
    {
        Method = method;
        Options = method.GetCustomAttribute<FusedLossAttribute>()!;
        Name = method.Name;
        _parameters = [.. method.GetParameters().Select(parameter => parameter.Name!)];
        _emitted = new EmittedKernel(method);
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

    public IReadOnlyList<string> SupportedTargets => _emitted.SupportedTargets;

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

    public LossCall<T> Bind<T>(string target) => _emitted.Bind(target, KernelBinder.BindLoss<T>);

    public LossCall<T> BindDispatch<T>() => _emitted.Bind(null, KernelBinder.BindLoss<T>);

    public override string ToString() => Name;
}
