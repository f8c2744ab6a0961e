using System.ComponentModel;
using System.Reflection;
using Xunit;

namespace FusedKernels.Package.Tests;

/// <summary>What users compile against; what only emitted code calls is marked so and not listed.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void ThePublicApiIs() => Snapshot.Verify("PublicApi", typeof(FusedKernelAttribute).Assembly.GetExportedTypes()
        .Where(type => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never)
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(Describe));

    [Fact]
    public void WhatEmittedCodeCallsIsHiddenFromEditors() => Assert.All(
        typeof(FusedKernelAttribute).Assembly.GetExportedTypes().Where(type => type.Namespace == "FusedKernels.Runtime"),
        type => Assert.Equal(EditorBrowsableState.Never, type.GetCustomAttribute<EditorBrowsableAttribute>()?.State));

    private static IEnumerable<string> Describe(Type type)
    {
        yield return $"{type.FullName} : {type.BaseType?.FullName}";
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> members = type.IsEnum
            ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt32(Enum.Parse(type, name))}")
            : type.GetMembers(Declared).Where(member => member is not MethodInfo { IsSpecialName: true }).Select(member => member.ToString()!).Order(StringComparer.Ordinal);
        foreach (string member in members)
        {
            yield return "    " + member;
        }
    }
}
