using System.Collections;
using System.Globalization;
using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace FusedKernels.Generator.Tests.CodeFixes;

/// <summary>Two texts of one program, compiled with their kernels and run side by side.</summary>
internal static class SampleRun
{
    public const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq;";

    private const int Rounds = 25;

    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. TargetFramework.Net100.References, MetadataReference.CreateFromFile(typeof(TensorPrimitives).Assembly.Location)];

    public static CSharpCompilationOptions Options { get; } = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true);

    /// <summary>Those for a text, which may have no main method.</summary>
    public static CSharpCompilationOptions OptionsFor(string source) =>
        CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot().Members.Any(static member => member is GlobalStatementSyntax) ? Options.WithOutputKind(OutputKind.ConsoleApplication) : Options;

    public static void AssertSame(string before, string after, double range) => AssertSame(Compile(before, OptionsFor(before)), Compile(after, OptionsFor(after)), range);

    public static void AssertSame(Compilation before, Compilation after, double range)
    {
        MethodInfo[] old = Methods(before);
        MethodInfo[] changed = Methods(after);
        Assert.Equal(old.Select(method => method.ToString()), changed.Select(method => method.ToString()));
        Random random = new(1);
        foreach ((MethodInfo first, MethodInfo second) in old.Zip(changed))
        {
            for (int round = 0; round < Rounds; round++)
            {
                int length = random.Next(1, 12);
                object[] arguments = [.. first.GetParameters().Select(parameter => Value(parameter, length, range, random))];
                object[] copies = [.. arguments.Select(Copy)];
                AssertClose(first.Invoke(null, arguments), second.Invoke(null, copies), first);
                AssertClose(arguments, copies, first);
            }
        }
    }

    /// <summary>A program with its kernels.</summary>
    public static Compilation Compile(string source, CSharpCompilationOptions options) => GeneratorRun.Start(CSharpCompilation.Create(
        "Sample", [TestCompilation.Parse(source, "Sample.cs"), TestCompilation.Parse(Usings, "Usings.cs")], References, options)).Result;

    private static MethodInfo[] Methods(Compilation compilation)
    {
        using MemoryStream image = new();
        EmitResult emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)) + "\n" + compilation.SyntaxTrees.First());
        image.Position = 0;
        Type sample = new AssemblyLoadContext(null).LoadFromStream(image).GetTypes().Single(type => type.Name == "Sample");
        MethodInfo[] methods = [.. sample.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).OrderBy(method => method.ToString(), StringComparer.Ordinal)];
        Assert.NotEmpty(methods);
        return methods;
    }

    private static object Value(ParameterInfo parameter, int length, double range, Random random)
    {
        double Next() => range * ((2 * random.NextDouble()) - 1);
        float NextSingle() => (float)Next();
        bool isPositive = parameter.Name is "temperature" or "t" or "scale";
        return parameter.ParameterType switch
        {
            var type when type == typeof(double) => isPositive ? 0.5 + random.NextDouble() : Next(),
            var type when type == typeof(float) => isPositive ? 0.5f + random.NextSingle() : NextSingle(),
            var type when type == typeof(int) => random.Next(length),
            var type when type == typeof(bool) => random.Next(2) == 0,
            var type when type == typeof(double[]) || type == typeof(IList<double>) || type == typeof(IReadOnlyList<double>) || type == typeof(IEnumerable<double>) => Array(Next),
            var type when type == typeof(float[]) || type == typeof(IList<float>) || type == typeof(IReadOnlyList<float>) || type == typeof(IEnumerable<float>) => Array(NextSingle),
            var type when type == typeof(List<double>) => Array(Next).ToList(),
            var type when type == typeof(List<float>) => Array(NextSingle).ToList(),
            var type when type == typeof(double[][]) => Enumerable.Range(0, 3).Select(_ => Array(Next)).ToArray(),
            var type when type == typeof(float[][]) => Enumerable.Range(0, 3).Select(_ => Array(NextSingle)).ToArray(),
            var type when type == typeof(double[,]) => Matrix(Next),
            var type when type == typeof(float[,]) => Matrix(NextSingle),
            var type when type == typeof(Dictionary<string, double>) => Enumerable.Range(0, length).ToDictionary(i => "k" + i.ToString(CultureInfo.InvariantCulture), _ => Next(), StringComparer.Ordinal),
            var type => throw new NotSupportedException(type.ToString()),
        };

        T[] Array<T>(Func<T> next) => [.. Enumerable.Range(0, length).Select(_ => next())];

        T[,] Matrix<T>(Func<T> next)
        {
            var matrix = new T[3, length];
            for (int i = 0; i < matrix.Length; i++)
            {
                matrix[i / length, i % length] = next();
            }

            return matrix;
        }
    }

    private static object Copy(object value) => value switch
    {
        double[][] rows => rows.Select(row => row.ToArray()).ToArray(),
        float[][] rows => rows.Select(row => row.ToArray()).ToArray(),
        Array array => array.Clone(),
        List<double> list => new List<double>(list),
        List<float> list => new List<float>(list),
        Dictionary<string, double> map => new Dictionary<string, double>(map, StringComparer.Ordinal),
        _ => value,
    };

    private static void AssertClose(object? expected, object? actual, MethodInfo method)
    {
        switch (expected, actual)
        {
            case (double or float, double or float):
                (double left, double right) = (Convert.ToDouble(expected, CultureInfo.InvariantCulture), Convert.ToDouble(actual, CultureInfo.InvariantCulture));
                
                // What is computed of floats is a float's, in whatever type it ends.
                bool isSingle = expected is float || method.GetParameters().Any(parameter => parameter.ParameterType.ToString().Contains("Single", StringComparison.Ordinal));
                double tolerance = isSingle ? 2e-5 : 1e-11;
                Assert.True(left.Equals(right) || Math.Abs(left - right) <= tolerance * Math.Max(1, Math.Abs(left)), string.Create(CultureInfo.InvariantCulture, $"{method.Name}: {left:R} became {right:R}"));
                break;
            case (string or int or bool or null, _):
                Assert.Equal(expected, actual);
                break;
            case (IEnumerable sequence, IEnumerable other):
                object?[] items = [.. sequence.Cast<object?>()];
                object?[] others = [.. other.Cast<object?>()];
                Assert.Equal(items.Length, others.Length);
                for (int i = 0; i < items.Length; i++)
                {
                    AssertClose(items[i], others[i], method);
                }

                break;
            default:
                foreach (FieldInfo field in expected.GetType().GetFields())
                {
                    AssertClose(field.GetValue(expected), field.GetValue(actual), method);
                }

                foreach (PropertyInfo property in expected.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
                {
                    AssertClose(property.GetValue(expected), property.GetValue(actual), method);
                }

                break;
        }
    }
}
