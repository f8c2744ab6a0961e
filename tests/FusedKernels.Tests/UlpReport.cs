using System.Collections.Concurrent;
using System.Globalization;
using FusedKernels.Tests;
using FusedKernels.Verification;
using Xunit;

[assembly: AssemblyFixture(typeof(UlpReport))]

namespace FusedKernels.Tests;

/// <summary>The worst errors of a run, written to artifacts/ulp-(level).csv when it ends.</summary>
public sealed class UlpReport : IDisposable
{
    private readonly ConcurrentBag<string> _lines = [];

    public void Add(Kernel kernel, IReadOnlyDictionary<string, UlpError> worst)
    {
        foreach ((string target, UlpError error) in worst)
        {
            _lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{kernel.Element.Name},{kernel},{target},{error.FromRounded:F2},{error.FromExact:F2},{Contract.Bound(kernel.HasTemperature)}"));
        }
    }

    public void Dispose()
    {
        if (_lines.IsEmpty || Repository.Artifacts is not { } artifacts)
        {
            return;
        }

        Directory.CreateDirectory(artifacts);
        File.WriteAllLines(
            Path.Combine(artifacts, $"ulp-{Level.Name}.csv"),
            ["element,kernel,target,ulp from the correctly rounded,ulp from the exact,bound", .. _lines.Order(StringComparer.Ordinal)]);
    }
}
