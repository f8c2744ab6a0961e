using Xunit;

namespace FusedKernels.Package.Tests;

/// <summary><c>dotnet format analyzers</c> moves an ordinary project to kernels: it builds without a warning of ours and prints what it printed.</summary>
public sealed class FormatTests(PackedPackage package)
{
    private const string Program = "bin/Release/net10.0/Inference.dll";

    private static readonly string[] Rules = ["FK1001", "FK1003", "FK1005", "FK1007"];

    [Fact]
    public void AProjectMovesToKernels()
    {
        UserProject project = new(package, "Inference", "format");
        string warnings = project.Build();
        string before = project.Run(Program);
        Assert.All(Rules, rule => Assert.Contains("warning " + rule, warnings, StringComparison.Ordinal));

        project.Run(["format", "analyzers", "--no-restore", "--severity", "warn", "--diagnostics", .. Rules]);

        Assert.DoesNotContain("FK1", project.Build("--no-incremental"), StringComparison.Ordinal);
        Assert.Equal(before, project.Run(Program));
        Assert.Equal(
            """
            using FusedKernels;

            namespace Inference;

            internal static partial class Activations
            {
                // What the network's last layer does.
                public static float[] Softmax(float[] logits)
                {
                    float[] probabilities = new float[logits.Length];
                    SoftmaxKernel(logits, probabilities);
                    return probabilities; // sums to 1
                }

                public static double Softplus(double x) => StableMath.Softplus(x);

                public static double Gate(double x)
                {
                    return StableMath.Sigmoid(x);
                }

                [FusedSoftmax]
                private static partial void SoftmaxKernel(ReadOnlySpan<float> logits, Span<float> probabilities);
            }

            """,
            project.Read("Activations.cs").ReplaceLineEndings("\n"));
        string program = project.Read("Program.cs");
        Assert.Contains("return LogSumExp(CollectionsMarshal.AsSpan(logLikelihoods));", program, StringComparison.Ordinal);
        Assert.Contains("Math.Exp(scores[row, column] - max)", program, StringComparison.Ordinal);
    }
}
