namespace Keras;

/// <summary>
/// Generates how a class's config is read and written, and registers the class for files when its assembly is loaded, as Keras's
/// <c>register_keras_serializable</c> does. The arguments are the parameters of the public constructor and the properties that can be
/// initialized, in the order in which the properties are declared, under their names in snake case; the default of an argument that a
/// config does not have is that of the parameter or the property. The class must be partial.
/// </summary>
/// <remarks>
/// The arguments that all classes of a kind have, such as a layer's name, are read and written by the base class. A class that declares
/// <c>WriteConfig</c> itself keeps its own, and only the reader is generated. The arguments of an abstract class are those of its derived
/// classes, too.
/// </remarks>
/// <example>
/// <code>
/// [KerasSerializable]
/// public sealed partial class Scale(float by = 2) : Layer
/// {
///     protected override Symbol Call(Symbol x, CallContext context) =&gt; x * by;
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class KerasSerializableAttribute : Attribute
{
    /// <summary>Gets or sets the package: files name the class <c>package&gt;name</c>. Default: none, "Custom" in files.</summary>
    public string? Package { get; set; }

    /// <summary>Gets or sets the name in files. Default: that of the class.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the names of arguments that a file may have and that the class does not need.</summary>
    public string[] Ignored { get; set; } = [];

    /// <summary>
    /// Gets or sets the names of arguments that the class does not have and that a file may have as null or false, which is their default.
    /// </summary>
    public string[] DefaultOnly { get; set; } = [];

    /// <summary>Gets or sets the names of inherited properties that are no arguments of this class.</summary>
    public string[] Excluded { get; set; } = [];

    /// <summary>Gets or sets the names of properties whose arguments a file may have, and that the class does not write.</summary>
    public string[] Unwritten { get; set; } = [];
}
