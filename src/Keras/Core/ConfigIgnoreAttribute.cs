namespace Keras;

/// <summary>
/// Says that a property, or an optional parameter, of a class with <see cref="KerasSerializableAttribute"/> is no argument of its configs.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ConfigIgnoreAttribute : Attribute;
