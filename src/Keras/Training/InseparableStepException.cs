namespace Keras.Training;

/// <summary>While a step was written, it turned out that what XLA cannot compile cannot run ahead of the rest; the message says
/// why.</summary>
internal sealed class InseparableStepException(string reason) : Exception(reason);
