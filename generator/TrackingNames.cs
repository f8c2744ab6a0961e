namespace FusedKernels.Generator;

/// <summary>Names of the pipeline's steps, by which the tests of caching find them.</summary>
internal static class TrackingNames
{
    public const string Specs = nameof(Specs);
}
