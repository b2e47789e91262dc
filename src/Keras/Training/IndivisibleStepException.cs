namespace Keras.Training;

/// <summary>The step would not be the same if it were computed in parts of the batch; it is then written undivided.</summary>
internal sealed class IndivisibleStepException(string message) : Exception(message);
