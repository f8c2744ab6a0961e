using FusedKernels.Generator.Emission;
using FusedKernels.Generator.Model;
using FusedKernels.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedKernels.Generator;

/// <summary>Turns each annotated partial method into a kernel. Reports nothing: what is wrong with a method, an analyzer says.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class FusedKernelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (KernelDefinition kernel in KernelCatalog.All)
        {
            // The spec is the only cached value: nothing that holds a symbol, a location or the compilation passes this point.
            IncrementalValuesProvider<KernelSpec> specs = context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    kernel.AttributeName,
                    static (node, _) => node is MethodDeclarationSyntax,
                    (attributed, cancellation) => KernelParser.Parse(kernel, attributed, cancellation))
                .Where(static spec => spec is not null)
                .Select(static (spec, _) => spec!)
                .WithTrackingName(TrackingNames.Specs);

            context.RegisterSourceOutput(specs, static (output, spec) =>
            {
                foreach (SourceFile file in KernelWriter.Write(spec))
                {
                    output.AddSource(file.HintName, file.Text);
                }
            });
        }
    }
}
