using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Keras.Generators;

/// <summary>A diagnostic that is equal to another of the same text at the same place, as incremental steps want.</summary>
internal sealed record DiagnosticInfo(
    DiagnosticDescriptor Descriptor, string Path, TextSpan Span, LinePositionSpan Lines, string Owner, string Subject, string Detail)
{
    public static DiagnosticInfo At(ISymbol place, DiagnosticDescriptor descriptor, string owner, string subject = "", string detail = "")
    {
        Location? location = place.Locations.FirstOrDefault(l => l.IsInSource);
        FileLinePositionSpan lines = location?.GetLineSpan() ?? default;
        return new(descriptor, lines.Path ?? "", location?.SourceSpan ?? default, lines.Span, owner, subject, detail);
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Path.Length == 0 ? null : Location.Create(Path, Span, Lines),
        Owner, Subject, Detail);
}
