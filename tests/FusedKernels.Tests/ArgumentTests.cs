using System.Numerics;
using System.Runtime.InteropServices;
using FusedKernels.Verification;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>Wrong arguments: an exception that names the parameter, and nothing written.</summary>
public abstract class ArgumentTests<T> : KernelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>Changes the arguments of a call that would be right.</summary>
    private delegate void Spoil(ref KernelArguments<T> arguments);

    public static TheoryData<string> WithOutput => Where(kernel => kernel.OutputName is not null && !kernel.InPlace);

    public static TheoryData<string> WithBias => Where(kernel => kernel.Takes("bias"));

    public static TheoryData<string> WithMask => Where(kernel => kernel.Takes("mask"));

    public static TheoryData<string> WithColumns => Where(kernel => kernel.Takes("columns"));

    public static TheoryData<string> WithInner => Where(kernel => kernel.Takes("inner"));

    public static TheoryData<string> WithTemperature => Where(kernel => kernel.Takes("temperature"));

    public static TheoryData<string> OfConstantLength => Where(kernel => kernel.Options.Length > 1 && !kernel.Takes("columns"));

    public static TheoryData<string> OfOneRowOfConstantLength => Where(kernel => kernel.Options.Length > 0 && kernel.OutputName is null);

    public static TheoryData<string> WithBiasAndOutput => Where(kernel => kernel.Takes("bias") && kernel.OutputName is not null);

    public static TheoryData<string> WithMaskAndOutput => Where(kernel => kernel.Takes("mask") && kernel.OutputName is not null);

    public static TheoryData<string> OfBatches => Where(kernel => kernel.TakesBatch);

    public static TheoryData<string> OfOneRow => Where(kernel => !kernel.TakesBatch && kernel.Options.Length == 0);

    [Theory]
    [MemberData(nameof(WithOutput))]
    public void TheResultIsAsLongAsItMustBe(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        AssertRefused(kernel, kernel.OutputName, (ref a) => a.Output = a.Output[1..]);
        AssertRefused(kernel, kernel.OutputName, (ref a) => a.Output = new T[a.Output.Length + 1]);
        AssertRefused(kernel, kernel.OutputName, (ref a) => a.Output = default);
    }

    [Theory]
    [MemberData(nameof(WithBias))]
    public void TheBiasIsOneRowOrAsLongAsTheLogits(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        AssertRefused(kernel, "bias", (ref a) => a.Bias = a.Bias[1..]);
        AssertRefused(kernel, "bias", (ref a) => a.Bias = new T[a.Logits.Length + 1]);
        AssertRefused(kernel, "bias", (ref a) => a.Bias = default);
    }

    [Theory]
    [MemberData(nameof(WithMask))]
    public void TheMaskIsOneRowOrAsLongAsTheLogits(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        AssertRefused(kernel, "mask", (ref a) => a.Mask = a.Mask[1..]);
        AssertRefused(kernel, "mask", (ref a) => a.Mask = new bool[a.Logits.Length + 1]);
        AssertRefused(kernel, "mask", (ref a) => a.Mask = default);
    }

    [Theory]
    [MemberData(nameof(WithColumns))]
    public void ColumnsArePositiveAndDivideTheLogits(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        AssertRefused(kernel, "columns", (ref a) => a.Columns = 0);
        AssertRefused(kernel, "columns", (ref a) => a.Columns = -a.Columns);
        AssertRefused(kernel, "columns", (ref a) => a.Columns = int.MinValue);
        AssertRefused(kernel, "columns", (ref a) => a.Columns = a.Logits.Length + 1);
        AssertRefused(kernel, "columns", (ref a) => a.Columns -= 1);
    }

    [Theory]
    [MemberData(nameof(WithInner))]
    public void InnerIsPositiveAndDividesTheLogits(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        AssertRefused(kernel, "inner", (ref a) => a.Inner = 0);
        AssertRefused(kernel, "inner", (ref a) => a.Inner = -1);
        AssertRefused(kernel, null, (ref a) => a.Inner = a.Logits.Length + 1);
        AssertRefused(kernel, null, (ref a) => a.Inner = int.MaxValue);
        AssertRefused(kernel, null, (ref a) => (a.Columns, a.Inner) = (1 << 16, 1 << 16)); // the product is 0 in 32 bits
    }

    [Theory]
    [MemberData(nameof(OfConstantLength))]
    public void LogitsAreRowsOfTheConstantLength(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        AssertRefused(kernel, "logits", (ref a) => a.Logits = a.Logits[1..]);
        AssertRefused(kernel, "logits", (ref a) => a.Logits = new T[a.Logits.Length + 1]);
    }

    [Theory]
    [MemberData(nameof(OfOneRowOfConstantLength))]
    public void LogitsAreOneRowOfTheConstantLength(string name) =>
        AssertRefused(Kernels.Find<T>(name), "logits", (ref a) => a.Logits = new T[2 * a.Logits.Length]);

    [Theory]
    [MemberData(nameof(WithOutput))]
    public void TheResultOverlapsTheLogitsEntirelyOrNotAtAll(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        AssertRefused(kernel, kernel.OutputName, (ref a) => ShareMemory(ref a, logits: 0, output: 1));
        AssertRefused(kernel, kernel.OutputName, (ref a) => ShareMemory(ref a, logits: 1, output: 0));
    }

    [Theory]
    [MemberData(nameof(WithBiasAndOutput))]
    public void TheResultDoesNotOverlapPartOfTheBias(string name) =>
        AssertRefused(Kernels.Find<T>(name), null, (ref a) => ShareMemoryWithBias(ref a));

    [Theory]
    [MemberData(nameof(WithMaskAndOutput))]
    public void TheResultDoesNotOverlapTheMask(string name) =>
        AssertRefused(Kernels.Find<T>(name), null, (ref a) => ShareMemoryWithMask(ref a));

    [Theory]
    [MemberData(nameof(WithTemperature))]
    public void TheTemperatureIsFiniteAndPositive(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        AssertRefused(kernel, "temperature", (ref a) => a.Temperature = T.Zero);
        AssertRefused(kernel, "temperature", (ref a) => a.Temperature = T.NegativeZero);
        AssertRefused(kernel, "temperature", (ref a) => a.Temperature = T.NegativeOne);
        AssertRefused(kernel, "temperature", (ref a) => a.Temperature = T.NaN);
        AssertRefused(kernel, "temperature", (ref a) => a.Temperature = T.PositiveInfinity);
    }

    /// <summary>No row at all: nothing to do, under every policy.</summary>
    [Theory]
    [MemberData(nameof(OfBatches))]
    public void ABatchWithoutRowsIsNothingToDo(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        var none = new KernelArguments<T> { Columns = Math.Max(1, kernel.Options.Length), Inner = 2, Temperature = T.One };
        none.Bias = kernel.Takes("bias") ? new T[none.Columns] : default;
        none.Mask = kernel.Takes("mask") ? new bool[none.Columns] : default;
        kernel.BindDispatch<T>()(ref none);
        Assert.True(none.Logits.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(OfOneRow))]
    public void AnEmptyRowFollowsItsPolicy(string name)
    {
        Kernel kernel = Kernels.Find<T>(name);
        var empty = new KernelArguments<T> { Temperature = T.One, Returned = T.One };
        KernelCall<T> call = kernel.BindDispatch<T>();
        if (kernel.Options.EmptyRow == EmptyRowPolicy.Throw)
        {
            ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            {
                var arguments = new KernelArguments<T> { Temperature = T.One };
                call(ref arguments);
            });
            Assert.Equal("logits", exception.ParamName);
        }
        else
        {
            call(ref empty);
            Assert.Equal(kernel.OutputName is null ? T.NegativeInfinity : T.One, empty.Returned);
        }
    }

    private static TheoryData<string> Where(Func<Kernel, bool> condition) => [.. Kernels.Of<T>().Where(condition).Select(kernel => kernel.Name)];

    /// <summary>Calls the dispatch and every target with spoiled arguments.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="parameter">The parameter that is to be named; null where there are two to blame.</param>
    /// <param name="spoil">What is wrong.</param>
    private static void AssertRefused(Kernel kernel, string? parameter, Spoil spoil)
    {
        int columns = kernel.Options.Length > 0 ? kernel.Options.Length : 12;
        Workload<T> workload = Workloads.Create(
            kernel, InputClass<T>.Find("±4"), kernel.TakesBatch ? 5 : 1, columns, kernel.Takes("inner") ? 7 : 1, shared: false);
        (string, KernelCall<T>)[] calls =
        [
            .. kernel.SupportedTargets.Select(target => (target, kernel.Bind<T>(target))),
            ("dispatch", kernel.BindDispatch<T>()),
        ];
        foreach ((string target, KernelCall<T> call) in calls)
        {
            var output = new T[kernel.Reduces ? workload.Rows : workload.Logits.Length];
            Array.Fill(output, KernelRunner<T>.Untouched);
            var logits = (T[])workload.Logits.Clone();
            var arguments = new KernelArguments<T>
            {
                Logits = logits,
                Bias = workload.Bias,
                Mask = workload.Mask,
                Output = kernel.InPlace ? logits : output,
                Columns = workload.Columns,
                Inner = workload.Inner,
                Temperature = workload.Temperature,
            };
            spoil(ref arguments);
            T[] logitsBefore = arguments.Logits.ToArray();
            T[] outputBefore = arguments.Output.ToArray();
            ArgumentException? refused = null;
            try
            {
                call(ref arguments);
            }
            catch (ArgumentException exception)
            {
                refused = exception;
            }

            Assert.True(refused is not null, $"{target} took it.");
            if (parameter is not null)
            {
                Assert.Equal(parameter, refused.ParamName);
            }

            Assert.False(string.IsNullOrEmpty(refused.ParamName), $"{target} names no parameter.");
            Assert.Equal(-1, Bits.FirstDifference<T>(logitsBefore, arguments.Logits));
            Assert.Equal(-1, Bits.FirstDifference<T>(outputBefore, arguments.Output));
        }
    }

    private static void ShareMemory(ref KernelArguments<T> arguments, int logits, int output)
    {
        int count = arguments.Logits.Length;
        int results = arguments.Output.Length;
        var memory = new T[count + 1];
        arguments.Logits = memory.AsSpan(logits, count);
        arguments.Output = memory.AsSpan(results == count ? output : output + count - results, results);
    }

    /// <summary>The mask begins in the memory that the kernel writes.</summary>
    private static void ShareMemoryWithMask(ref KernelArguments<T> arguments)
    {
        int results = arguments.Output.Length;
        var memory = new T[results + arguments.Mask.Length];
        bool inPlace = arguments.Output.Overlaps(arguments.Logits);
        arguments.Output = memory.AsSpan(0, results);
        arguments.Logits = inPlace ? arguments.Output : arguments.Logits;
        arguments.Mask = MemoryMarshal.Cast<T, bool>(memory.AsSpan(results - 1))[..arguments.Mask.Length];
    }

    /// <summary>The last element of the bias is the first that the kernel writes.</summary>
    private static void ShareMemoryWithBias(ref KernelArguments<T> arguments)
    {
        int count = arguments.Bias.Length;
        var memory = new T[count + arguments.Output.Length - 1];
        bool inPlace = arguments.Output.Overlaps(arguments.Logits);
        arguments.Output = memory.AsSpan(count - 1, arguments.Output.Length);
        arguments.Logits = inPlace ? arguments.Output : arguments.Logits;
        arguments.Bias = memory.AsSpan(0, count);
    }
}

public sealed class SingleArgumentTests : ArgumentTests<float>;

public sealed class DoubleArgumentTests : ArgumentTests<double>;
