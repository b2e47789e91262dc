namespace Keras.Training;

/// <summary>A layer of the step has no kernel of this library as it is called; XLA compiles the step then.</summary>
internal sealed class UnfusedStepException(string message) : Exception(message);
