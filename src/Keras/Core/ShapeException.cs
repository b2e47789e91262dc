namespace Keras;

/// <summary>Shapes do not fit a layer, a loss or each other.</summary>
/// <param name="message">The message: the received value, the expected one and the remedy.</param>
public sealed class ShapeException(string message) : ArgumentException(message);
