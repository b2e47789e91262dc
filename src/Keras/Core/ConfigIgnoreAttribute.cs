namespace Keras;

/// <summary>
/// Excludes a property, or an optional parameter, of a class with <see cref="KerasSerializableAttribute"/> from its configs.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ConfigIgnoreAttribute : Attribute;
