using System.Collections.Immutable;

namespace Keras.Generators;

/// <summary>The output of the generator for a class.</summary>
/// <param name="HintName">The name of the generated file.</param>
/// <param name="Source">Its text; empty where there is nothing to write.</param>
/// <param name="RegisteredType">The class's full name where it is registered when its assembly is loaded; otherwise null.</param>
/// <param name="Diagnostics">The diagnostics.</param>
internal sealed record GeneratedClass(string HintName, string Source, string? RegisteredType, ImmutableArray<DiagnosticInfo> Diagnostics)
{
    /// <inheritdoc/>
    public bool Equals(GeneratedClass? other) => other is not null && HintName == other.HintName && Source == other.Source
        && RegisteredType == other.RegisteredType && Diagnostics.SequenceEqual(other.Diagnostics);

    /// <inheritdoc/>
    public override int GetHashCode() => HintName.GetHashCode() ^ Source.GetHashCode();
}
