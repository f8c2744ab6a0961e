using FusedKernels.Generator.Lowering;

namespace FusedKernels.Generator.Emission;

/// <summary>Writes the two ways into a kernel: on the best target of the machine, and on a named one.</summary>
internal sealed class DispatchWriter(IndentedWriter writer)
{
    /// <param name="returnType">The C# type, <c>void</c> for none.</param>
    /// <param name="parameters">The parameters by the names of their roles; arrays have become spans.</param>
    /// <param name="body">Writes what runs on <c>TTarget</c>.</param>
    public void Write(string returnType, IReadOnlyList<(string Type, string Name)> parameters, Action body)
    {
        bool returns = returnType != "void";
        string declared = EmittedNames.Declare(parameters);
        string arguments = string.Join(", ", parameters.Select(static parameter => parameter.Name));
        writer.Line("/// <summary>Runs on the best target of this machine.</summary>");
        using (writer.Block($"internal static {returnType} Invoke({declared})"))
        {
            foreach (Target target in Target.All)
            {
                if (target == Target.Scalar)
                {
                    writer.Line($"{(returns ? "return " : "")}Invoke<{target.Name}>({arguments});");
                    continue;
                }

                using (writer.Block($"if ({target.Name}.IsSupported)"))
                {
                    writer.Line($"{(returns ? "return " : "")}Invoke<{target.Name}>({arguments});");
                    if (!returns)
                    {
                        writer.Line("return;");
                    }
                }

                writer.Line();
            }
        }

        writer.Line();
        writer.Line("/// <summary>Checks the arguments, then runs on one target.</summary>");
        writer.Line($"internal static {returnType} Invoke<TTarget>({declared})");
        using (writer.Block("    where TTarget : struct, ITarget"))
        {
            body();
        }
    }
}
