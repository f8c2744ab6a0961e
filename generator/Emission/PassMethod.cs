using FusedKernels.Generator.Planning;

namespace FusedKernels.Generator.Emission;

/// <summary>The method of a pass. One that shifts is compiled twice from one text: ordinary rows have nothing to subtract.</summary>
internal static class PassMethod
{
    /// <summary>Opens the method.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="lowered">The pass.</param>
    /// <param name="returnType">What it returns.</param>
    /// <param name="parameters">What it takes.</param>
    /// <param name="unshifted">True where no row has a shift, as a C# expression.</param>
    public static IndentedWriter.Scope Begin(IndentedWriter writer, LoweredPass lowered, string returnType, IEnumerable<(string Type, string Name)> parameters, string unshifted)
    {
        Pass pass = lowered.Pass;
        string method = $"static {(pass.Streams ? "unsafe " : "")}{returnType} {pass.Name}";
        string declared = EmittedNames.Declare(parameters);
        if (!lowered.Body.ChoosesShift)
        {
            return writer.Block($"public {method}({declared})");
        }

        string call = (returnType == "void" ? "" : "return ") + pass.Name;
        string arguments = EmittedNames.Pass(parameters);
        using (writer.Block($"public {method}({declared})"))
        {
            using (writer.Block($"if ({unshifted})"))
            {
                writer.Line($"{call}<Unshifted>({arguments});");
            }

            using (writer.Block("else"))
            {
                writer.Line($"{call}<Shifted>({arguments});");
            }
        }

        writer.Line();
        writer.Line($"private {method}<TShift>({declared})");
        return writer.Block("    where TShift : struct, IShift");
    }
}
