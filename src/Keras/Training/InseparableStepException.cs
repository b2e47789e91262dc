namespace Keras.Training;

/// <summary>The operations of a step that XLA cannot compile cannot run ahead of the compiled rest; the message says why.</summary>
internal sealed class InseparableStepException(string reason) : Exception(reason);
