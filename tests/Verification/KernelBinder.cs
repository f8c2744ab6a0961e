using System.Reflection;
using System.Reflection.Emit;

namespace FusedKernels.Verification;

/// <summary>Makes a <see cref="KernelCall{T}"/> of a method: a span cannot pass through reflection, so a few instructions unpack it.</summary>
public static class KernelBinder
{
    /// <param name="method">What is called.</param>
    /// <param name="declared">The user's declaration, whose parameters have their roles' names; the method's are the same, in the same order.</param>
    public static KernelCall<T> Bind<T>(MethodInfo method, MethodInfo declared) => Bind<KernelCall<T>>(method, declared, typeof(KernelArguments<T>));

    /// <summary>The same for a loss.</summary>
    public static LossCall<T> BindLoss<T>(MethodInfo method, MethodInfo declared) => Bind<LossCall<T>>(method, declared, typeof(LossArguments<T>));

    /// <summary>The same for a gate.</summary>
    public static GateCall<T> BindGate<T>(MethodInfo method, MethodInfo declared) => Bind<GateCall<T>>(method, declared, typeof(GateArguments<T>));

    /// <summary>The same for a gradient of a gate.</summary>
    public static GateGradientCall<T> BindGateGradient<T>(MethodInfo method, MethodInfo declared) => Bind<GateGradientCall<T>>(method, declared, typeof(GateGradientArguments<T>));

    private static TCall Bind<TCall>(MethodInfo method, MethodInfo declared, Type arguments)
        where TCall : Delegate
    {
        var adapter = new DynamicMethod(method.Name, typeof(void), [arguments.MakeByRefType()], typeof(KernelBinder).Module, skipVisibility: true);
        ILGenerator il = adapter.GetILGenerator();
        if (method.ReturnType != typeof(void))
        {
            il.Emit(OpCodes.Ldarg_0);
        }

        foreach (ParameterInfo parameter in declared.GetParameters())
        {
            FieldInfo field = arguments.GetField(FieldOf(parameter, arguments)) ?? throw new NotSupportedException($"No argument for the parameter '{parameter.Name}'.");
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            if (field.FieldType != parameter.ParameterType)
            {
                il.Emit(OpCodes.Call, Conversion(field.FieldType, parameter.ParameterType));
            }
        }

        il.Emit(OpCodes.Call, method);
        if (method.ReturnType != typeof(void))
        {
            il.Emit(OpCodes.Stfld, arguments.GetField(nameof(KernelArguments<>.Returned))!);
        }

        il.Emit(OpCodes.Ret);
        return adapter.CreateDelegate<TCall>();
    }

    private static string FieldOf(ParameterInfo parameter, Type arguments) => parameter.Name switch
    {
        "targets" => parameter.ParameterType == typeof(ReadOnlySpan<long>) ? nameof(LossArguments<>.LongTargets) : nameof(LossArguments<>.IntTargets),
        "logProbabilities" when arguments.GetGenericTypeDefinition() == typeof(LossArguments<>) => nameof(LossArguments<>.Logits),
        "probabilities" or "logProbabilities" or "results" => nameof(KernelArguments<>.Output),
        { } name => char.ToUpperInvariant(name[0]) + name[1..],
        _ => throw new NotSupportedException("A parameter without a name."),
    };

    private static MethodInfo Conversion(Type from, Type to) =>
        from.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .SingleOrDefault(method => method.Name == "op_Implicit" && method.ReturnType == to && method.GetParameters()[0].ParameterType == from)
        ?? throw new NotSupportedException($"A kernel for these tests takes spans, not {to}.");
}
