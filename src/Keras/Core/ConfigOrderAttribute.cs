namespace Keras;

/// <summary>
/// Gives the order of the arguments in the configs of a class with <see cref="KerasSerializableAttribute"/>, where that of the declarations
/// is another. Arguments that are not named follow those that are. The order of an abstract class is that of its derived classes, too.
/// </summary>
/// <param name="arguments">The names of the properties or fields, the class's own or inherited ones, in order.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ConfigOrderAttribute(params string[] arguments) : Attribute
{
    /// <summary>Gets the names of the properties or fields in order.</summary>
    public IReadOnlyList<string> Arguments => arguments;

    /// <summary>
    /// Gets or sets whether the base class writes nothing, so that a config has only the arguments named and those of the class. Default:
    /// false.
    /// </summary>
    public bool WithoutBase { get; set; }
}
