using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Keras;

/// <summary>
/// An object with a Keras class name and a config: a layer, loss, metric, optimizer, initializer, regularizer or constraint. The config is
/// what Keras's <c>get_config</c> gives; with the class name it is enough to make an equal object.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class KerasObject
{
    private NumberForms? forms;

    /// <summary>The class name in Keras's files. By default the .NET class's name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>The Keras module that the class belongs to, such as "keras.layers"; null for a custom class.</summary>
    public virtual string? Module => null;

    /// <summary>The name under which files have a custom class: its package and its name, "Custom&gt;Scale" by default.</summary>
    public virtual string RegisteredName => $"Custom>{ClassName}";

    /// <summary>The arguments that make an equal object.</summary>
    public Config GetConfig()
    {
        Config config = new();
        WriteConfig(config);
        forms?.Restore(config);
        return config;
    }

    /// <summary>The class name and the config: <c>L2 {"l2":0.01}</c>.</summary>
    public override string ToString() => $"{ClassName} {GetConfig()}";

    /// <summary>Adds to the object's envelope what is no argument: the shape that it was built for, what it was compiled with.</summary>
    internal virtual void WriteEnvelope(JsonObject envelope)
    {
    }

    /// <summary>Keeps which numbers of the config that the object was read from were integers.</summary>
    internal void KeepNumberForms(Config config) => forms = NumberForms.Of(config, this);

    /// <summary>Whether Keras converts the number of an argument, so that it writes one form whatever was given.</summary>
    internal virtual bool HasOneNumberForm(string argument) => false;

    /// <summary>Writes the arguments that make an equal object, in Keras's order.</summary>
    /// <param name="config">The config, empty or with the arguments of a base class.</param>
    protected virtual void WriteConfig(Config config)
    {
    }
}
