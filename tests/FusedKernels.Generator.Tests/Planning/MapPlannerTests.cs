using System.Reflection;
using System.Runtime.Loader;
using FusedKernels.Generator.Emission;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Operators;
using FusedKernels.Generator.Planning;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using static FusedKernels.Generator.Operators.RowProgram;

namespace FusedKernels.Generator.Tests.Planning;

/// <summary>Programs of maps and reductions without exponentials: planned in stages, emitted, compiled without a warning and run on every target.</summary>
public class MapPlannerTests
{
    private const string Source =
        """
        namespace A;
        static partial class C
        {
            [FusedSoftmax]
            public static partial void M(ReadOnlySpan<float> logits, Span<float> probabilities, int columns);

            public static float[][] Run(float[] rows, int columns)
            {
                float[][] results = [new float[rows.Length], new float[rows.Length], new float[rows.Length], new float[rows.Length]];
                M(rows, results[0], columns);
                FusedKernels.Generated.A_C_M.Invoke<FusedKernels.Generated.A_C_M.Scalar>(rows, results[1], columns);
                if (FusedKernels.Generated.A_C_M.Avx2.IsSupported)
                {
                    FusedKernels.Generated.A_C_M.Invoke<FusedKernels.Generated.A_C_M.Avx2>(rows, results[2], columns);
                }

                if (FusedKernels.Generated.A_C_M.Neon.IsSupported)
                {
                    FusedKernels.Generated.A_C_M.Invoke<FusedKernels.Generated.A_C_M.Neon>(rows, results[3], columns);
                }

                return results;
            }
        }
        """;

    private static readonly Row X = Input(Role.Logits);

    private static readonly Row Centred = X - (Sum(X) / Columns);

    [Fact]
    public void A_reduction_of_what_needs_another_is_a_later_stage()
    {
        KernelPlan plan = Plan(Centred / Sum(Centred * Centred));

        Assert.Equal(["sum", "sum3"], plan.Stages.Select(stage => stage.Reductions.Single().Name));
        Assert.Equal("sum3 = reduce(add, (logits - scalar2) * (logits - scalar2))", plan.Stages[1].Reductions.Single().Pass.Formula);
        Assert.Equal("probabilities = (logits - scalar2) / sum3", plan.Finish!.Formula);
    }

    [Fact]
    public void Reductions_that_need_nothing_of_each_other_share_a_stage() =>
        Assert.Equal(["max", "sum"], Plan((X - Max(X)) * Sum(X)).Stages.Single().Reductions.Select(reduction => reduction.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Centred_rows() => AssertRuns(Centred, row =>
    {
        double mean = row.Average();
        return [.. row.Select(value => value - mean)];
    });

    [Fact]
    public void Rows_over_their_centred_square() => AssertRuns(Centred / Sum(Centred * Centred), row =>
    {
        double mean = row.Average();
        double square = row.Sum(value => (value - mean) * (value - mean));
        return [.. row.Select(value => (value - mean) / square)];
    });

    [Fact]
    public void Rows_below_their_maximum() => AssertRuns(((X - Max(X)) * 0.5) + 3, row =>
    {
        double max = row.Max();
        return [.. row.Select(value => ((value - max) * 0.5) + 3)];
    });

    private static KernelPlan Plan(Row result)
    {
        KernelSpec spec = GeneratorRun.Start(TestCompilation.Create(Source)).Specs.Single();
        return Planner.Plan(spec, new KernelDefinition("Test", "test", Role.Probabilities, [Role.Logits, Role.Probabilities, Role.Columns], _ => new RowProgram(result, double.NaN)));
    }

    private static void AssertRuns(Row result, Func<double[], double[]> expected)
    {
        CSharpCompilation compilation = TestCompilation.Create(Source).AddSyntaxTrees(KernelWriter.Write(Plan(result)).Select(file => TestCompilation.Parse(file.Text, file.HintName)));
        Assert.Empty(TestCompilation.Complaints(compilation));
        using MemoryStream image = new();
        EmitResult emitted = compilation.Emit(image);
        Assert.True(emitted.Success);
        image.Position = 0;
        MethodInfo run = new AssemblyLoadContext(null).LoadFromStream(image).GetType("A.C")!.GetMethod("Run")!;
        foreach (int columns in (int[])[2, 3, 15, 16, 17, 33, 64, 100, 5000])
        {
            Random random = new(columns);
            float[] rows = [.. Enumerable.Range(0, 3 * columns).Select(_ => (float)((8 * random.NextDouble()) - 4))];
            var results = (float[][])run.Invoke(null, [rows, columns])!;
            double[] exact = [.. rows.Chunk(columns).SelectMany(row => expected([.. row.Select(value => (double)value)]))];
            Assert.All(exact, (value, i) => Assert.Equal(value, results[0][i], 1e-6 * Math.Max(1, Math.Abs(value))));
            foreach (float[] other in results[1..].Where(other => other.Any(value => value != 0)))
            {
                Assert.Equal(results[0], other);
            }
        }
    }
}
