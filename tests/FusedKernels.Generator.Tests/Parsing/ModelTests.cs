using System.Collections;
using System.Reflection;
using FusedKernels.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedKernels.Generator.Tests.Parsing;

/// <summary>The model is data: it mirrors the runtime's enums and holds nothing of the compilation that it was read from.</summary>
public class ModelTests
{
    [Theory]
    [InlineData(typeof(KernelRole), typeof(Role))]
    [InlineData(typeof(EmptyRowPolicy), typeof(EmptyRow))]
    [InlineData(typeof(MaskedRowPolicy), typeof(MaskedRow))]
    [InlineData(typeof(PositiveInfinityPolicy), typeof(PositiveInfinity))]
    [InlineData(typeof(FusedKernels.Reduction), typeof(Reduction))]
    [InlineData(typeof(FusedKernels.SmoothingVariant), typeof(SmoothingVariant))]
    [InlineData(typeof(AllIgnoredPolicy), typeof(AllIgnored))]
    [InlineData(typeof(FusedKernels.GateScore), typeof(GateScore))]
    [InlineData(typeof(FusedKernels.GroupScore), typeof(GroupScore))]
    [InlineData(typeof(FusedKernels.DropPolicy), typeof(DropPolicy))]
    [InlineData(typeof(FusedKernels.GateActivation), typeof(GateActivation))]
    public void Each_enum_of_the_runtime_has_its_mirror(Type runtime, Type model) => Assert.Equal(MembersOf(runtime), MembersOf(model));

    /// <summary>Cross-entropy has the options of its whole family; what a gate has beside the temperature is its own.</summary>
    [Fact]
    public void The_options_have_the_properties_and_the_defaults_of_the_attribute()
    {
        AssertMirrors(new FusedCrossEntropyAttribute(), new KernelOptions(), nameof(KernelOptions.Gate));
        AssertMirrors(new SparseTopKGateAttribute(), new GateOptions(), nameof(KernelOptions.Temperature), nameof(KernelOptions.Parallel), nameof(KernelOptions.SoftCap), nameof(KernelOptions.ZLoss));
    }

    [Fact]
    public void Each_line_of_the_catalogue_is_an_attribute_and_each_attribute_a_line() =>
        Assert.Equal(
            typeof(FusedKernelAttribute).Assembly.GetTypes().Where(IsKernelAttribute).Select(type => type.FullName).Order(StringComparer.Ordinal),
            KernelCatalog.All.Select(kernel => kernel.AttributeName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_spec_holds_values_only()
    {
        HashSet<Type> reached = [];
        Reach(typeof(KernelSpec), reached);

        Assert.Contains(typeof(ParameterSpec), reached);
        Assert.All(reached, type =>
        {
            Assert.False(type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{type} belongs to a compilation.");
            Assert.False(type == typeof(object) || type.IsInterface || typeof(Delegate).IsAssignableFrom(type), $"{type} can hold anything.");
            Assert.False(typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(string) && !IsEquatableArray(type), $"{type} compares by reference.");
        });
    }

    /// <summary>The same properties with the same values, but for those that only one of the two has.</summary>
    private static void AssertMirrors(Attribute attribute, object options, params string[] apart)
    {
        Assert.Equal(NamesOf(attribute), NamesOf(options));
        foreach (string name in NamesOf(options))
        {
            object expected = attribute.GetType().GetProperty(name)!.GetValue(attribute)!;
            object actual = options.GetType().GetProperty(name)!.GetValue(options)!;
            Assert.Equal(Convert.ToDouble(expected, null), Convert.ToDouble(actual, null));
        }

        IEnumerable<string> NamesOf(object holder) => holder.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name)
            .Where(name => name != nameof(Attribute.TypeId) && !apart.Contains(name))
            .Order(StringComparer.Ordinal);
    }

    private static bool IsKernelAttribute(Type type) =>
        type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract && type.GetCustomAttribute<AttributeUsageAttribute>() is { ValidOn: AttributeTargets.Method };

    private static void Reach(Type type, HashSet<Type> reached)
    {
        if (!reached.Add(type) || type.IsPrimitive || type.IsEnum || type == typeof(string))
        {
            return;
        }

        if (IsEquatableArray(type))
        {
            Reach(type.GetGenericArguments()[0], reached);
            return;
        }

        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Reach(field.FieldType, reached);
            }
        }
    }

    private static bool IsEquatableArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>);

    private static IEnumerable<(string Name, int Value)> MembersOf(Type type) =>
        Enum.GetNames(type).Select(name => (name, Convert.ToInt32(Enum.Parse(type, name), null)));
}
