namespace Keras;

/// <summary>Shapes do not fit a layer, a loss or each other.</summary>
/// <param name="message">What was received, what was expected and what to do.</param>
public sealed class ShapeException(string message) : ArgumentException(message);
