namespace Keras;

/// <summary>A config does not describe an object: a class that is not known, an argument that is wrong.</summary>
/// <param name="message">What was received, what was expected and what to do.</param>
public sealed class ConfigException(string message) : FormatException(message);
