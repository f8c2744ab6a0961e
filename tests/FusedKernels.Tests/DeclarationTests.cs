using FusedKernels.Tests.Declarations;
using Xunit;

namespace FusedKernels.Tests;

/// <summary>The ways to declare a kernel: each is called as a user calls it.</summary>
public sealed class DeclarationTests
{
    private static readonly float[] Logits = [1, 2, 3];

    private static readonly float[] Probabilities = [0.09003057f, 0.24472848f, 0.66524094f];

    [Fact]
    public void Arrays()
    {
        var probabilities = new float[3];
        Shapes.OfArrays(Logits, probabilities);
        AssertSoftmax(probabilities);
    }

    [Fact]
    public void AnArrayInPlace()
    {
        var logits = (float[])Logits.Clone();
        Shapes.ArrayInPlace(logits);
        AssertSoftmax(logits);
    }

    [Fact]
    public void Renamed()
    {
        var probabilities = new float[6];
        Shapes.Renamed(probabilities, [1, 2, 3, 1, 2, 3], 3);
        AssertSoftmax(probabilities.AsSpan(0, 3));
        AssertSoftmax(probabilities.AsSpan(3));
    }

    [Fact]
    public void OfAnInstance()
    {
        var probabilities = new float[3];
        new Shapes().OfAnInstance(Logits, probabilities);
        AssertSoftmax(probabilities);
    }

    [Fact]
    public void OfANestedType()
    {
        var probabilities = new float[3];
        Shapes.Nested.Inner.Softmax(Logits, probabilities);
        AssertSoftmax(probabilities);
    }

    [Fact]
    public void OfAGenericType()
    {
        var probabilities = new float[3];
        Generic<string>.Nested<int>.Softmax(Logits, probabilities);
        AssertSoftmax(probabilities);
    }

    [Fact]
    public void OfAStruct()
    {
        var probabilities = new float[3];
        default(Value).Softmax(Logits, probabilities);
        AssertSoftmax(probabilities);
    }

    [Fact]
    public void Overloads()
    {
        var probabilities = new float[3];
        Shapes.Overloaded(Logits, probabilities);
        AssertSoftmax(probabilities);
        var wide = new double[3];
        Shapes.Overloaded([1, 2, 3], wide);
        Assert.Equal(0.6652409557748219, wide[2], 1e-15);
    }

    [Fact]
    public void NullArraysAreEmptyOrRefused() => Assert.ThrowsAny<ArgumentException>(() => Shapes.OfArrays(Logits, null!));

    private static void AssertSoftmax(ReadOnlySpan<float> actual)
    {
        for (int i = 0; i < Probabilities.Length; i++)
        {
            Assert.Equal(Probabilities[i], actual[i], 2e-7f);
        }
    }
}
