using System.Text.Json.Nodes;
using Keras.Quantizers;
using TensorFlow;

namespace Keras.Layers;

/// <content>The forms of the projections in files: groups, shapes, quantization configs and policies.</content>
public abstract partial class ProjectedAttention
{
    private const string QuantizationKey = "quantization_config";
    private readonly Dictionary<string, QuantizationConfig> projectionConfigs = new(StringComparer.Ordinal);

    /// <summary>The prefix of the projections' names in Keras's files.</summary>
    private protected abstract string SavedPrefix { get; }

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Group, Layer Layer)> SavedLayers => !IsBuilt
        ? []
        :
        [
            ($"{SavedPrefix}query_dense", query), ($"{SavedPrefix}key_dense", key), .. gate is null
                ? Array.Empty<(string, Layer)>() : [("_gate_dense", gate)],
            ($"{SavedPrefix}value_dense", value), ("_softmax", softmax),
                ("_dropout_layer", dropout), ($"{SavedPrefix}output_dense", output),
        ];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> BuildShapesOf(CallArguments<Symbol> arguments) =>
        [.. Roles.Where(arguments.Has).Select(r => arguments.Tensors(r)[0].Shape)];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> BuildShapesOf(JsonObject envelope)
    {
        if (envelope["build_config"] is not JsonObject build || build["shapes_dict"] is not JsonObject shapes)
            return [];
        Config config = new((JsonObject)shapes.DeepClone());
        return [.. Roles.Select(r => config.GetShape($"{r}_shape")).OfType<Shape>()];
    }

    /// <inheritdoc/>
    protected internal override JsonObject BuildConfig()
    {
        Config shapes = new();
        for (int i = 0; i < BuildInputs.Count; i++)
            shapes.Set($"{Roles[i]}_shape", BuildInputs[i]);
        return new() { ["shapes_dict"] = shapes.ToJson() };
    }

    /// <inheritdoc/>
    internal override void WriteEnvelope(JsonObject envelope)
    {
        base.WriteEnvelope(envelope);
        // Keras forgets these; in the config it would refuse them.
        LoraLayer[] quantized = [.. SubLayers.OfType<LoraLayer>().Where(l => l.QuantizationConfig is not null)];
        if (quantized.Length > 0)
            envelope[QuantizationKey] = new JsonObject(
                quantized.Select(l => KeyValuePair.Create(l.Name, (JsonNode?)SerializedObject.Wrap(l.QuantizationConfig!))));
    }

    /// <inheritdoc/>
    internal override void ReadEnvelope(JsonObject envelope)
    {
        if (envelope[QuantizationKey] is JsonObject configs)
        {
            foreach ((string name, JsonNode? node) in configs)
                projectionConfigs[name] = QuantizationConfigRegistry.Instance.FromJson(
                    node ?? throw new ConfigException($"{ClassName} '{Name}': expected a quantization config of '{name}', got null."));
        }

        base.ReadEnvelope(envelope);
    }

    // The projections are no arguments: their policies are written by their paths, which Keras reads, too.
    private protected override DTypePolicy WrittenPolicy
    {
        get
        {
            DTypePolicy own = DTypePolicy is DTypePolicyMap map ? map.DefaultPolicy : DTypePolicy;
            DTypePolicyMap policies = new(own);
            foreach (Layer layer in SubLayers.Where(l => l.QuantizationMode is not null && own.QuantizationMode is null))
                policies[$"{Name}/{layer.Name}"] = layer.ResolvedPolicy;
            return policies.Count > 0 ? policies : DTypePolicy;
        }
    }
}
