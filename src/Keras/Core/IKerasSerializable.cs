namespace Keras;

/// <summary>A class whose objects are created from configs; <see cref="KerasSerializableAttribute"/> generates the members.</summary>
/// <typeparam name="TSelf">The class.</typeparam>
public interface IKerasSerializable<TSelf>
    where TSelf : KerasObject, IKerasSerializable<TSelf>
{
    /// <summary>Gets the name under which files have the class: "Scale", or "package&gt;Scale".</summary>
    static abstract string RegisteredName { get; }

    /// <summary>Creates an object from its own arguments; those that every class of its kind has are taken care of.</summary>
    /// <param name="config">The arguments.</param>
    static abstract TSelf FromConfig(Config config);
}
