using System.Text;

namespace FusedKernels.Benchmarks.BuildCost;

/// <summary>A class with any number of methods, float and double by turns.</summary>
internal static class SampleSource
{
    private static readonly string[] s_types = ["float", "double"];

    /// <summary>For the generator to complete.</summary>
    public static string Annotated(int methods) => Write(methods, static method => $"[{method.Attribute}] public static partial {method.Signature};");

    /// <summary>With bodies of its own: what the same program costs to build without us.</summary>
    public static string HandWritten(int methods) => Write(methods, static method => $"public static {method.Signature} {{ {method.Body} }}");

    private static string Write(int methods, Func<SampleMethod, string> declare)
    {
        StringBuilder source = new("using System;\nusing FusedKernels;\nnamespace Sample;\npublic static partial class Methods\n{\n");
        for (int i = 0; i < methods; i++)
        {
            source
                .Append(declare(SampleMethod.All[i % SampleMethod.All.Length]))
                .Append('\n')
                .Replace("$type", s_types[i / SampleMethod.All.Length % s_types.Length])
                .Replace("$name", $"Method{i}");
        }

        return source.Append("}\n").ToString();
    }
}
