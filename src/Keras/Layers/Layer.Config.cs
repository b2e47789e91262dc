using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Regularizers;
using TensorFlow;

namespace Keras;

/// <content>The arguments that every layer has.</content>
public abstract partial class Layer
{
    /// <summary>Gets the classes of layers by name; <see cref="ReadLayer"/> reads a layer that is an argument.</summary>
    public static Registry<Layer> Registry => LayerRegistry.Instance;

    /// <summary>Reads a layer that is an argument of another one. A layer that is in several places of a file is read once.</summary>
    /// <param name="config">The arguments.</param>
    /// <param name="key">The name of the argument. Default: "layer".</param>
    /// <exception cref="ConfigException">The argument is missing, or describes no layer.</exception>
    public static Layer ReadLayer(Config config, string key = "layer")
    {
        ArgumentNullException.ThrowIfNull(config);
        return SharedLayers.Read(
            config.GetRawNode(key) ?? throw new ConfigException($"{config.Owner}: expected a layer as argument '{key}', got null."),
            LayerRegistry.Instance.FromJson);
    }

    /// <summary>Reads a layer of a class that is an argument of another one, as <see cref="ReadLayer(Config, string)"/> does.</summary>
    /// <typeparam name="TLayer">The class, or a base class of those that are allowed.</typeparam>
    /// <param name="config">The arguments.</param>
    /// <param name="key">The name of the argument. Default: "layer".</param>
    /// <exception cref="ConfigException">The argument is missing, or describes no layer of that class.</exception>
    public static TLayer ReadLayer<TLayer>(Config config, string key = "layer")
        where TLayer : Layer
    {
        Layer layer = ReadLayer(config, key);
        return layer as TLayer ?? throw OfAnotherClass<TLayer>(config, key, layer);
    }

    /// <summary>Reads layers of a class that are a list in an argument of another one.</summary>
    /// <typeparam name="TLayer">The class, or a base class of those that are allowed.</typeparam>
    /// <param name="config">The arguments.</param>
    /// <param name="key">The name of the argument. Default: "layers".</param>
    /// <exception cref="ConfigException">The argument is missing, no list, or one of its items describes no layer of that
    /// class.</exception>
    public static IReadOnlyList<TLayer> ReadLayers<TLayer>(Config config, string key = "layers")
        where TLayer : Layer
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.GetRawNode(key) is not JsonArray entries)
            throw new ConfigException($"{config.Owner}: expected a list of layers as argument '{key}', got "
                + (config.GetRawNode(key) is { } other ? $"{PythonJson.WriteCompact(other)}." : "null."));
        return
        [
            .. entries.Select(entry => (entry is null ? null : SharedLayers.Read(entry, LayerRegistry.Instance.FromJson)) is var layer
                && layer is TLayer fitting ? fitting : throw OfAnotherClass<TLayer>(config, key, layer)),
        ];
    }

    private static ConfigException OfAnotherClass<TLayer>(Config config, string key, Layer? layer) => new(
        $"{config.Owner}: expected layers of the class {typeof(TLayer).Name} as argument '{key}', got {layer?.ClassName ?? "null"}.");

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        config.Set("name", Name).Set("trainable", Trainable).Set("dtype", WrittenPolicy);
        if (ActivityRegularizer is not null && RegularizesOutput)
            config.Set("activity_regularizer", ActivityRegularizer);
    }

    /// <summary>The policy in a config.</summary>
    [ConfigArgument("dtype")]
    private protected virtual DTypePolicy WrittenPolicy => DTypePolicy;

    /// <summary>Takes from a config the arguments that every layer has; a class reads only its own.</summary>
    internal virtual void ReadConfig(Config config)
    {
        if (config.GetString("name", null) is { } given)
            Rename(given);
        // The layers inside have configs of their own, so a model that can be trained must not thaw them.
        trainable = config.GetBool("trainable", true);
        if (config.Has("dtype"))
            UseDTypePolicy(DTypePolicy.FromConfig(config));
        // Keras writes it of a custom class that has no constructor of its own.
        if (config.GetBool("autocast", Autocast) != Autocast)
            throw new ConfigException($"{ClassName} '{Name}': expected autocast {Autocast}, as the class has it; override Autocast.");
        activityRegularizer = config.GetObject("activity_regularizer", RegularizerRegistry.Instance) ?? activityRegularizer;
    }

    /// <inheritdoc/>
    internal override void WriteEnvelope(JsonObject envelope)
    {
        if (BuildInputs.Count > 0 && HasBuildConfig)
            envelope["build_config"] = BuildConfig();
        SharedLayers.Mark(this, envelope);
    }

    /// <summary>Takes from an envelope what is no argument: the layer is built for the shape that is told, before a model around it is, as
    /// in Keras.</summary>
    internal virtual void ReadEnvelope(JsonObject envelope)
    {
        if (!IsBuilt && BuildShapesOf(envelope) is { Count: > 0 } shapes)
            BuildFor(shapes);
    }

    /// <summary>The shapes that the layer was built for, as Keras writes them.</summary>
    protected internal virtual JsonObject BuildConfig() => BuildInputs.Count == 1
        ? new Config().Set("input_shape", BuildInputs[0]).ToJson()
        : new JsonObject
        {
            ["input_shape"] = new JsonArray(
            [.. BuildInputs.Select(s => new Config().Set("shape", s).ToJson()["shape"]!.DeepClone())])
        };

    /// <summary>The shapes of <c>build_config</c>; none where there are none or they are of another form.</summary>
    protected internal virtual IReadOnlyList<Shape> BuildShapesOf(JsonObject envelope)
    {
        if (BuildShapeOf(envelope) is { } shape)
            return [shape];
        if (envelope["build_config"] is not JsonObject build || build["input_shape"] is not JsonArray list)
            return [];
        Shape?[] shapes = [.. list.Select(
            s => s is JsonArray a ? new Config(new JsonObject { ["shape"] = a.DeepClone() }).GetShape("shape") : null)];
        return shapes.All(s => s is { Rank: > 0 }) ? [.. shapes.OfType<Shape>()] : [];
    }

    /// <summary>The shape of <c>build_config</c>; null where there is none, or several.</summary>
    private protected static Shape? BuildShapeOf(JsonObject envelope) =>
        envelope["build_config"] is JsonObject build && build["input_shape"] is JsonArray shape && shape.All(d => d is null or JsonValue)
            && new Config((JsonObject)build.DeepClone()).GetShape("input_shape") is { Rank: > 0 } known ? known : null;

    private protected void GiveName(string value) => Rename(value);

    private void Rename(string value)
    {
        if (string.IsNullOrEmpty(value) || value.Contains('/', StringComparison.Ordinal))
            throw new ArgumentException($"Expected a layer's name that is not empty and has no '/', got '{value}'.", nameof(value));
        AutoNames.Return(prefix, name);
        // A model that knows its input's shape is built before its name is set.
        foreach (Weight weight in Weights.Where(w => w.Path.StartsWith(name + '/', StringComparison.Ordinal)))
            weight.Path = value + weight.Path[name.Length..];
        foreach (Layer layer in Tree())
            layer.builtPath = Renamed(layer.builtPath, name, value);
        name = value;
    }

    private static string? Renamed(string? path, string from, string to) => path == from ? to
        : path is not null && path.StartsWith(from + '/', StringComparison.Ordinal) ? to + path[from.Length..] : path;
}
