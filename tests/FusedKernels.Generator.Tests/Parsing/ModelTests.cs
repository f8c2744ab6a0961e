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
    public void Each_enum_of_the_runtime_has_its_mirror(Type runtime, Type model) => Assert.Equal(MembersOf(runtime), MembersOf(model));

    [Fact]
    public void The_options_have_the_properties_and_the_defaults_of_the_attribute()
    {
        // The one that has the options of all.
        FusedCrossEntropyAttribute attribute = new();
        KernelOptions options = new();

        Assert.Equal(
            typeof(FusedCrossEntropyAttribute).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != nameof(Attribute.TypeId)).Select(property => property.Name).Order(StringComparer.Ordinal),
            typeof(KernelOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));
        foreach (PropertyInfo property in typeof(KernelOptions).GetProperties())
        {
            object expected = typeof(FusedCrossEntropyAttribute).GetProperty(property.Name)!.GetValue(attribute)!;
            object actual = property.GetValue(options)!;
            Assert.Equal(Convert.ToDouble(expected, null), Convert.ToDouble(actual, null));
        }
    }

    [Fact]
    public void Each_line_of_the_catalogue_is_an_attribute_and_each_attribute_a_line() =>
        Assert.Equal(
            typeof(FusedKernelAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FusedKernelAttribute))).Select(type => type.FullName).Order(StringComparer.Ordinal),
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
