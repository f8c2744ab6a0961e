using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Tests.Parsing;

/// <summary>Names of emitted classes: readable where nothing is in the way, and never the same twice, with or without case.</summary>
public class KernelNameTests
{
    private const string Kernel = "[FusedSoftmax] public static partial void";

    [Theory]
    [InlineData($"namespace MyApp; partial class Losses {{ {Kernel} Softmax(Span<float> logits); }}", "MyApp_Losses_Softmax")]
    [InlineData($"partial class Losses {{ {Kernel} Softmax(Span<float> logits); }}", "Losses_Softmax")]
    [InlineData($"partial class Losses<T> {{ partial class Inner {{ {Kernel} Softmax(Span<float> logits); }} }}", "Losses_1_Inner_Softmax")]
    [InlineData($"namespace My_App; partial class Losses_ {{ {Kernel} Soft_max(Span<float> logits); }}", "My__App_Losses___Soft__max")]
    [InlineData($"partial class _Losses {{ {Kernel} _Softmax(Span<float> logits); }}", "__Losses_0Softmax")]
    [InlineData($"partial class @class {{ {Kernel} @int(Span<float> logits); }}", "class_int")]
    public void The_name_is_the_path_to_the_method(string source, string expected) =>
        Assert.Equal([expected], NamesIn(source));

    [Fact]
    public void Overloads_are_numbered_from_the_second_on() =>
        Assert.Equal(
            ["C_M", "C_M_2", "C_M_3"],
            NamesIn($"partial class C {{ void M() {{ }} {Kernel} M(Span<float> logits); {Kernel} M(Span<double> logits); [FusedLogSoftmax] public static partial void M(float[] logits); }}"));

    [Theory]
    [InlineData($"partial class C {{ {Kernel} M(Span<float> logits); {Kernel} m(Span<float> logits); }}")]
    [InlineData($"partial class C {{ {Kernel} M(Span<float> logits); }} partial class c {{ {Kernel} M(Span<float> logits); }}")]
    [InlineData($"namespace A {{ partial class C {{ {Kernel} M(Span<float> logits); }} }} namespace a {{ partial class C {{ {Kernel} M(Span<float> logits); }} }}")]
    [InlineData($"namespace A {{ partial class C {{ {Kernel} M(Span<float> logits); }} }} namespace B {{ partial class C {{ {Kernel} M(Span<float> logits); }} }}")]
    [InlineData($"namespace A_B {{ partial class C {{ {Kernel} M(Span<float> logits); }} }} namespace A.B {{ partial class C {{ {Kernel} M(Span<float> logits); }} }}")]
    [InlineData($"namespace A_.B {{ partial class C {{ {Kernel} M(Span<float> logits); }} }} namespace A._B {{ partial class C {{ {Kernel} M(Span<float> logits); }} }}")]
    [InlineData($"namespace A_._.B {{ partial class C {{ {Kernel} M(Span<float> logits); }} }} namespace A.__.B {{ partial class C {{ {Kernel} M(Span<float> logits); }} }}")]
    [InlineData($"partial class A<T> {{ partial class B {{ {Kernel} M(Span<float> logits); }} }} partial class A {{ partial class B<T> {{ {Kernel} M(Span<float> logits); }} }}")]
    [InlineData($"partial class A<T> {{ {Kernel} M(Span<float> logits); }} partial class A<T, U> {{ {Kernel} M(Span<float> logits); }} partial class A_1 {{ {Kernel} M(Span<float> logits); }}")]
    [InlineData($"partial class A {{ {Kernel} M(Span<float> logits); {Kernel} M(Span<double> logits); {Kernel} M_2(Span<float> logits); {Kernel} M__2(Span<float> logits); }}")]
    [InlineData($"partial class B<T> {{ {Kernel} M(Span<float> logits); }} partial class B_1 {{ {Kernel} M(Span<float> logits); }} partial class B {{ partial class _1 {{ {Kernel} M(Span<float> logits); }} }}")]
    public void Different_methods_have_different_names_even_without_case(string source)
    {
        string[] names = NamesIn(source);

        Assert.True(names.Length > 1);
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_method_that_is_declared_twice_leaves_the_generator_calm()
    {
        GeneratorRun run = GeneratorRun.Start($"partial class C {{ {Kernel} M(Span<float> logits); {Kernel} M(Span<float> logits); }}");

        Assert.Null(run.Own.Exception);
        Assert.Equal(run.Specs.Length, run.Specs.Select(spec => spec.Method.KernelName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static string[] NamesIn(string source) => [.. GeneratorRun.Start(source).Specs.Select(spec => spec.Method.KernelName)];
}
