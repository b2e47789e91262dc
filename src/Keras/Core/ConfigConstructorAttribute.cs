namespace Keras;

/// <summary>
/// Chooses the constructor that a config is read with, where a class with <see cref="KerasSerializableAttribute"/> has several.
/// </summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class ConfigConstructorAttribute : Attribute;
