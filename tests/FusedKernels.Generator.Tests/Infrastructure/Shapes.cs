using System.Text.RegularExpressions;
using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Tests;

/// <summary>Every way to declare a kernel: a line here is parsed, compiled and mutated without a second edit.</summary>
public static partial class Shapes
{
    /// <summary>The signatures of each kernel of the catalogue, after the attribute, as members of a static partial class.</summary>
    public static TheoryData<string> Members
    {
        get
        {
            TheoryData<string> data = [];
            foreach (string attributed in KernelCatalog.All.SelectMany(AllOf))
            {
                data.Add(attributed);
            }

            return data;
        }
    }

    /// <summary>All signatures, each under a name of its own.</summary>
    public static string AllMembers => string.Join('\n', Members.Select((row, index) => row.Data.Replace(" M(", $" M{index}(", StringComparison.Ordinal)));

    /// <summary>Whole files: containing types, modifiers, names.</summary>
    public static TheoryData<string> Files => new()
    {
        Softmax("partial class C { public partial void M(ReadOnlySpan<float> logits, Span<float> probabilities); }"),
        Softmax("partial class C { protected internal virtual partial void M(Span<double> logits); }"),
        Softmax("partial class C { private protected static partial void M(Span<double> logits); }"),
        Softmax("partial struct S { public readonly partial void M(Span<float> logits); }"),
        Softmax("ref partial struct S { public partial void M(Span<float> logits); }"),
        Softmax("readonly partial struct S { internal partial void M(Span<float> logits); }"),
        Softmax("partial record R(int Size) { public partial void M(Span<float> logits); }"),
        Softmax("partial record class R { private static partial void M(Span<float> logits); }"),
        Softmax("partial record struct R { public static partial void M(Span<float> logits); }"),
        Softmax("partial interface I { public static partial void M(Span<float> logits); }"),
        Softmax("partial interface I<in T, out U> { private static partial void M(Span<float> logits); }"),
        Softmax("sealed partial class C<T, @class> where T : struct where @class : unmanaged { public static partial void M(Span<float> logits); }"),
        Softmax("namespace A.@namespace { partial class Outer<T> { private partial record Inner<U> { public static partial void M(Span<float> logits); } } }"),
        Softmax("namespace A; static partial class @class { public static partial void @event(Span<float> logits, Span<float> probabilities); }"),
        Softmax("class Base { public void M(Span<float> logits) { } } partial class C : Base { public new partial void M(Span<float> logits); }"),
        Softmax("abstract class Base { public abstract void M(Span<float> logits); } partial class C : Base { public sealed override partial void M(Span<float> logits); }"),
        Softmax("static partial class C { public static partial void M(Span<float> logits, float temperature = 1); }"),
        Softmax("static partial class C { public static partial void M(scoped ReadOnlySpan<float> logits, scoped Span<float> probabilities); }"),
        Softmax("static partial class C { public static partial void M(float[]? logits); }"),
        Softmax("static partial class C { public static partial void M(this scoped ReadOnlySpan<float> logits, Span<float> probabilities); }"),
        Softmax("#nullable disable\nstatic partial class C { public static partial void M(float[] logits, float[] probabilities); }"),
        Softmax("static partial class C { public static partial void M([KernelParameter(KernelRole.Logits)] ReadOnlySpan<float> scores, [KernelParameter(KernelRole.Probabilities)] Span<float> @out, [KernelParameter(KernelRole.Columns)] int @in); }"),
        Softmax("static partial class C { partial void M(Span<float> logits); }").Replace("static partial class", "partial class", StringComparison.Ordinal),
        "partial class C { [FusedLogSumExp] public partial double M(double[] logits); }",
        "partial class C { [FusedSoftmax(Parallel = true)] public partial void M(float[] logits, float[] bias, bool[] mask, int columns, int inner, float temperature, int maxDegreeOfParallelism = -1, System.Threading.CancellationToken cancellationToken = default); }",
        "partial class C { [FusedSoftmax(Length = 8, Parallel = true)] public partial void M(ReadOnlySpan<float> logits, Span<float> probabilities); }",
        "partial class C { [FusedLogSumExp] public partial void M(double[] logits, double[] results, int columns, [KernelParameter(KernelRole.CancellationToken)] System.Threading.CancellationToken @break); }",
        "partial class C { [FusedCrossEntropy(Parallel = true, ZLoss = 1e-4, LabelSmoothing = 0.1)] public partial double M(double[] logits, long[] targets, double[] classWeights, double[] rowWeights, double gradientScale, double[] gradient, double[] losses, double[] logSumExp, int columns, double temperature, System.Threading.CancellationToken cancellationToken); }",
        "partial class C { [FusedCrossEntropy(Parallel = true, Reduction = Reduction.None, Length = 10)] public partial void M(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> losses, int maxDegreeOfParallelism); }",
        "partial class C { [FusedSoftmax, Obsolete] public partial void M(double[] logits); }",
        "partial class C { [Obsolete, FusedSoftmax()] public partial void M(double[] logits); }",
        "using Kernel = FusedKernels.FusedSoftmaxAttribute; partial class C { [Kernel] public partial void M(double[] logits); }",
    };

    private static string Softmax(string type)
    {
        int method = type.LastIndexOf("partial void", StringComparison.Ordinal);
        int start = type.LastIndexOfAny(['{', ';'], method) + 1;
        return type.Insert(start, " [FusedSoftmax]");
    }

    private static IEnumerable<string> AllOf(KernelDefinition kernel) =>
        from element in Elements
        from signature in kernel.Scatters ? Scattering : kernel.ChoosesRows ? Choosing : kernel.Selects ? Selecting : kernel.Input == Role.LogProbabilities ? Likelihood : kernel.IsLoss ? Loss : kernel.Reduces ? Reducing : Mapping
        from options in OptionsOf(kernel, signature)
        select $"[{kernel.Prefix}{kernel.Name}{options}] public static partial {Element().Replace(Output().Replace(signature, kernel.Output.ToName()), element)};";

    private static string[] OptionsOf(KernelDefinition kernel, string signature) =>
        kernel.Scatters ? (signature.Contains("int experts", StringComparison.Ordinal) ? Scatter : ScatterOfConstant)
        : kernel.ChoosesRows ? (signature.Contains("int experts", StringComparison.Ordinal) ? ["", "(Parallel = true)"] : ["(Experts = 8)"])
        : kernel.Selects ? (signature.Contains("int experts", StringComparison.Ordinal) ? Selection : SelectionOfConstant)
        : kernel.Input == Role.LogProbabilities ? (signature.StartsWith("void", StringComparison.Ordinal) ? LikelihoodOfEachRow : ReducedLikelihood)
        : kernel.IsLoss ? (signature.StartsWith("void", StringComparison.Ordinal) ? LossOfEachRow : ReducedLoss)
        : signature.Contains("temperature", StringComparison.Ordinal) ? RunTimeTemperature : Constants;

    [GeneratedRegex(@"\bresult\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Output();

    [GeneratedRegex(@"\bT\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Element();

    private static readonly string[] Elements = ["float", "double"];

    private static readonly string[] Mapping =
    [
        "void M(ReadOnlySpan<T> logits, Span<T> result)",
        "void M(Span<T> logits)",
        "void M(T[] logits)",
        "void M(T[] logits, T[] result)",
        "void M(Span<T> logits, int columns)",
        "void M(ReadOnlySpan<T> logits, Span<T> result, int columns)",
        "void M(ReadOnlySpan<T> logits, Span<T> result, int columns, int inner)",
        "void M(ReadOnlySpan<T> logits, Span<T> result, T temperature)",
        "void M(ReadOnlySpan<T> logits, ReadOnlySpan<T> bias, Span<T> result)",
        "void M(ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, Span<T> result)",
        "void M(ReadOnlySpan<T> logits, bool[] mask, T[] bias, Span<T> result, int columns)",
        "void M(int inner, int columns, T temperature, Span<bool> mask, Span<T> bias, Span<T> logits)",
    ];

    private static readonly string[] Reducing =
    [
        "T M(ReadOnlySpan<T> logits)",
        "T M(T[] logits)",
        "T M(ReadOnlySpan<T> logits, ReadOnlySpan<T> bias, ReadOnlySpan<bool> mask)",
        "T M(ReadOnlySpan<T> logits, T temperature)",
        "void M(ReadOnlySpan<T> logits, Span<T> results, int columns)",
        "void M(ReadOnlySpan<T> logits, T[] results, int columns, int inner)",
        "void M(ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, Span<T> results, int columns, T temperature)",
    ];

    private static readonly string[] Loss =
    [
        "T M(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, int columns)",
        "T M(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, Span<T> gradient, int columns)",
        "T M(T[] logits, long[] targets, T[] classWeights, T[] rowWeights, T gradientScale, T[] gradient, T[] losses, T[] logSumExp, int columns, T temperature)",
        "void M(Span<T> logits, Span<int> targets, Span<T> losses, int columns)",
        "void M(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, ReadOnlySpan<T> classWeights, Span<T> gradient, Span<T> losses, int columns)",
        "T M(ReadOnlySpan<T> logits, ReadOnlySpan<T> targetProbabilities, ReadOnlySpan<T> classWeights, Span<T> gradient, Span<int> predictions, Span<T> entropy, T temperature, int columns, int inner)",
        "void M(T[] logits, T[] targetProbabilities, T[] losses, int[] predictions, int columns)",
    ];

    private static readonly string[] Selecting =
    [
        "void M(ReadOnlySpan<T> logits, Span<int> selected, Span<T> weights)",
        "void M(T[] logits, T[] selectionBias, int[] selected, T[] weights)",
        "void M(ReadOnlySpan<T> logits, int experts, Span<int> selected, Span<T> weights)",
        "void M(Span<T> weights, Span<int> selected, ReadOnlySpan<T> selectionBias, int experts, Span<T> logits)",
        "void M(ReadOnlySpan<T> logits, Span<int> selected, Span<T> weights, ReadOnlySpan<bool> active, Span<int> load, Span<T> denseWeights, int expertStart, int expertStop, System.Threading.CancellationToken cancellationToken)",
    ];

    private static readonly string[] Choosing =
    [
        "void M(ReadOnlySpan<T> logits, int capacity, Span<T> probabilities, Span<int> selectedTokens, Span<T> weights)",
        "void M(T[] logits, ReadOnlySpan<bool> active, int experts, T temperature, int capacity, T[] probabilities, int[] selectedTokens, T[] weights)",
    ];

    private static readonly string[] Selection =
    [
        "",
        "(K = 3, NormalizeThenSelect = true, Renormalize = true, Temperature = 0.7f)",
        "(K = 2, Score = GateScore.Sigmoid, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTop2, Scale = 2.5)",
    ];

    private static readonly string[] SelectionOfConstant =
    [
        "(Experts = 8, K = 2, SoftCap = 30, Activation = GateActivation.Gelu)",
        "(Experts = 6, K = 6, NormalizeThenSelect = true)",
        "(Experts = 32, K = 4, Score = GateScore.SqrtSoftplus, Groups = 4, TopGroups = 2, GroupScore = GroupScore.SumOfTopK, Renormalize = true)",
    ];

    private static readonly string[] Scattering =
    [
        "void M(ReadOnlySpan<T> logits, ReadOnlySpan<int> selected, ReadOnlySpan<T> weights, ReadOnlySpan<T> weightsGradient, Span<T> logitsGradient)",
        "void M(T[] logitsGradient, T[] weightsGradient, T[] weights, int[] selected, int experts, T[] logits)",
    ];

    private static readonly string[] Scatter =
    [
        "",
        "(K = 3, NormalizeThenSelect = true, Renormalize = true, Temperature = 0.7f)",
    ];

    private static readonly string[] ScatterOfConstant =
    [
        "(Experts = 8, K = 2)",
        "(Experts = 32, K = 4, Score = GateScore.SqrtSoftplus, Renormalize = true, Scale = 2.5)",
        "(Experts = 4, Score = GateScore.Sigmoid)",
    ];

    private static readonly string[] Likelihood =
    [
        "T M(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<int> targets, int columns)",
        "T M(T[] logProbabilities, long[] targets, T[] classWeights, T[] rowWeights, T gradientScale, T[] gradient, T[] losses, int columns)",
        "void M(Span<T> logProbabilities, ReadOnlySpan<T> targetProbabilities, Span<T> gradient, Span<T> losses, int columns, int inner)",
    ];

    private static readonly string[] LikelihoodOfEachRow = ["(Reduction = Reduction.None)", "(Reduction = Reduction.None, LabelSmoothing = 0.1)"];

    private static readonly string[] ReducedLikelihood = ["", "(Reduction = Reduction.Sum, LabelSmoothing = 0.1, SmoothingVariant = SmoothingVariant.ExcludeTarget, Length = 8)"];

    private static readonly string[] LossOfEachRow =
    [
        "(Reduction = Reduction.None)",
        "(Reduction = Reduction.None, LabelSmoothing = 0.1, ZLoss = 1e-4, SoftCap = 30, MaskedRow = MaskedRowPolicy.NaN)",
    ];

    private static readonly string[] ReducedLoss =
    [
        "",
        "(Reduction = Reduction.Sum, LabelSmoothing = 0.1, SmoothingVariant = SmoothingVariant.ExcludeTarget, PositiveInfinity = PositiveInfinityPolicy.NaN)",
        "(LabelSmoothing = 0.1, ZLoss = 1e-4, SoftCap = 15.5, Length = 8, AllIgnored = AllIgnoredPolicy.NaN)",
    ];

    private static readonly string[] RunTimeTemperature = ["", "(Length = 8)"];

    private static readonly string[] Constants =
    [
        "",
        "(Temperature = 0.7f)",
        "(Temperature = 2, Length = 64)",
        "(EmptyRow = EmptyRowPolicy.Throw, MaskedRow = MaskedRowPolicy.Uniform, PositiveInfinity = PositiveInfinityPolicy.NaN)",
    ];
}
