using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Keras.Generators;

/// <summary>
/// Writes for each class with <c>[KerasSerializable]</c> how its config is read and written, from the constructor's parameters and the
/// properties, so that an argument's name and default stand once.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class KerasSerializableGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step whose outputs a test compares.</summary>
    internal const string ClassesStep = "Classes";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<GeneratedClass> classes = context.SyntaxProvider.ForAttributeWithMetadataName(
            Names.Attribute,
            static (node, _) => node is ClassDeclarationSyntax,
            static (found, cancellation) => SerializableClass.Generate(found, cancellation)).WithTrackingName(ClassesStep);
        context.RegisterSourceOutput(classes, static (output, made) =>
        {
            foreach (DiagnosticInfo diagnostic in made.Diagnostics)
                output.ReportDiagnostic(diagnostic.ToDiagnostic());
            if (made.Source.Length > 0)
                output.AddSource(made.HintName, made.Source);
        });
        IncrementalValueProvider<(ImmutableArray<string?> Types, string? Assembly)> registered = classes
            .Select(static (made, _) => made.RegisteredType).Where(static type => type is not null).Collect()
            .Combine(context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName));
        context.RegisterSourceOutput(registered, static (output, found) =>
        {
            if (found.Types.Length > 0)
                output.AddSource("KerasSerializable.Registrations.g.cs", Registrations.Write(found.Types!, found.Assembly ?? ""));
        });
    }
}
