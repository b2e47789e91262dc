namespace Keras.Training;

/// <summary>A step that would compute something else in parts of the batch; it is written undivided then.</summary>
internal sealed class IndivisibleStepException(string message) : Exception(message);
