namespace Keras;

/// <summary>
/// Gives an argument of a class with <see cref="KerasSerializableAttribute"/> another name, position or form in configs. A property or
/// field that is no argument by itself becomes one; on a parameter, names its argument or gives its reader. Several properties may have
/// one name, where they are forms of one argument: one of them writes it, and the <see cref="Writer"/> of the others is empty.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ConfigArgumentAttribute : Attribute
{
    /// <summary>An argument whose name is that of the property in snake case.</summary>
    public ConfigArgumentAttribute()
    {
    }

    /// <summary>An argument of another name.</summary>
    /// <param name="name">The name in configs.</param>
    public ConfigArgumentAttribute(string name) => Name = name;

    /// <summary>Gets the name in configs; null for that of the property in snake case.</summary>
    public string? Name { get; }

    /// <summary>Gets or sets the place among the arguments: smaller ones come first, equal ones as they are declared. Default: 0.</summary>
    public int Order { get; set; }

    /// <summary>
    /// Gets or sets whether the argument is written only where its value is not the default, as for releases of Keras that refuse a name
    /// that they do not know. Default: false.
    /// </summary>
    public bool OmittedAtDefault { get; set; }

    /// <summary>Gets or sets whether a number without a fraction is written as an integer: 5 instead of 5.0. Default: false.</summary>
    public bool AsInteger { get; set; }

    /// <summary>
    /// Gets or sets the largest integer that a config may have, where memory or time depends on it; code may have any. Default: no limit.
    /// </summary>
    public long LargestInFile { get; set; }

    /// <summary>
    /// Gets or sets the name of a static method of the class that reads the argument from a <see cref="Config"/>. The method may take the
    /// argument's name and its default as well.
    /// </summary>
    public string? Reader { get; set; }

    /// <summary>
    /// Gets or sets the name of a method of the class that writes the argument into a <see cref="Config"/>; empty where the argument is not
    /// written, or that of another one writes both.
    /// </summary>
    public string? Writer { get; set; }

    /// <summary>
    /// Gets or sets a class that reads and writes the argument, with one of the static methods <c>Read</c> of a <see cref="Config"/>, the
    /// argument's name and, where the method takes it, the default, and <c>Write</c> of a <see cref="Config"/>, the name and the value, or
    /// with both.
    /// </summary>
    public Type? Converter { get; set; }
}
