namespace TensorFlow.OpGenerator;

/// <summary>The manifest, or an op that it asks for, cannot become a wrapper.</summary>
internal sealed class ManifestException(string message) : Exception(message);
