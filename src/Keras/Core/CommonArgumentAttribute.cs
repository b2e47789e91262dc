namespace Keras.Core;

/// <summary>
/// An argument that every class of a kind has: the registry reads it for all of them alike, and no generated code does.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CommonArgumentAttribute : Attribute
{
    /// <summary>
    /// Gets or sets the name of a static method of a config and a default that a parameter is read with; null where its default will do.
    /// </summary>
    public string? Reader { get; set; }
}
