using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>An attribute given to an operation.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Content">The content that distinguishes two values.</param>
/// <param name="Set">Sets the attribute of a description; can be called again for another.</param>
internal sealed record AttributeEntry(string Name, byte[] Content, AttributeSetter Set);

internal delegate void AttributeSetter(nint description, string name, StatusHandle status);
