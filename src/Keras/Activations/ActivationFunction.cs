using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras;

/// <summary>
/// An elementwise (or, for softmax and its kin, axiswise) function after a layer. <see cref="Activations"/> has Keras's; a Keras name
/// ("relu"), a layer without weights (<c>new LeakyReLU(0.1)</c>) or a custom function converts to one.
/// </summary>
[DebuggerDisplay("{Name,nq}")]
public sealed class ActivationFunction
{
    private readonly Func<Symbol, Symbol> function;
    private readonly Func<JsonNode>? config;

    /// <summary>An activation function.</summary>
    /// <param name="name">Its Keras name.</param>
    /// <param name="function">Writes its computation.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public ActivationFunction(string name, Func<Symbol, Symbol> function)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(function);
        Name = name;
        this.function = function;
    }

    /// <summary>Creates a function that configs hold as an object, not by its name.</summary>
    internal ActivationFunction(string name, Func<Symbol, Symbol> function, Func<JsonNode> config)
        : this(name, function) => this.config = config;

    /// <summary>The Keras name: "relu".</summary>
    public string Name { get; }

    /// <summary>The activation function of a name.</summary>
    /// <param name="name">A Keras name such as "relu"; null for none.</param>
    /// <exception cref="UnknownNameException">There is none of that name; the message suggests the nearest.</exception>
    [return: NotNullIfNotNull(nameof(name))]
    public static implicit operator ActivationFunction?(string? name) => name is null ? null : Activations.FromName(name);

    /// <summary>A custom activation function, named "function"; give it a name of its own with the constructor.</summary>
    /// <param name="function">Writes its computation.</param>
    public static implicit operator ActivationFunction(Func<Symbol, Symbol> function) => new("function", function);

    /// <summary>Writes the computation.</summary>
    /// <param name="x">The output of the layer.</param>
    public Symbol Apply(Symbol x) => function(x);

    /// <summary>The Keras name.</summary>
    public override string ToString() => Name;

    /// <summary>Reads an activation function that is an argument.</summary>
    /// <param name="config">The arguments.</param>
    /// <param name="key">The name of the argument. Default: "activation".</param>
    /// <exception cref="ConfigException">The argument describes no activation function.</exception>
    public static ActivationFunction FromConfig(Config config, string key = "activation") =>
        config.GetNode(key) is JsonObject layer && ActivationRegistry.ReadLayer?.Invoke(layer) is { } made
            ? made
            : config.GetObject(key, ActivationRegistry.Instance) ?? Activations.Linear;

    /// <summary>Gets the form in which a config has the function: its name, or the config of a layer that is one.</summary>
    public JsonNode ToJson() => config is null ? JsonValue.Create(Name) : config();
}
