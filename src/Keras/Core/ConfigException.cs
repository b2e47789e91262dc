namespace Keras;

/// <summary>A config does not describe an object: a class that is not known, an argument that is wrong.</summary>
/// <param name="message">The message: the received value, the expected one and the remedy.</param>
public sealed class ConfigException(string message) : FormatException(message);
