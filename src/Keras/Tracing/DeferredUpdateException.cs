namespace Keras.Tracing;

/// <summary>A part of a step uses a weight whose update was deferred; the part is written again with its updates inside.</summary>
internal sealed class DeferredUpdateException : Exception;
