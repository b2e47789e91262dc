using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Losses;
using Keras.Metrics;

namespace Keras.Saving;

/// <summary>Losses, loss weights and metrics of a model's outputs as Keras writes them: one for all, a list, or a dictionary by
/// name.</summary>
internal static class OutputSettingsJson
{
    /// <summary>Writes the losses, by name where the loss weights are by name, as Keras requires.</summary>
    public static JsonNode? Write(OutputLosses losses, IReadOnlyList<string>? outputs, bool hasWeights)
    {
        if (losses.Count == 0)
            return null;
        if (losses.IsForAll && !(hasWeights && outputs is { Count: > 1 }))
            return Write(losses.Items[0]);
        return losses.IsForAll
            ? new JsonObject(outputs!.Select(o => KeyValuePair.Create(o, Write(losses.Items[0]))))
            : Many(losses, Write);
    }

    /// <summary>Writes the loss weights; a dictionary has also those of 1, which Keras requires.</summary>
    public static JsonNode? Write(OutputLossWeights weights, IReadOnlyList<string>? outputs)
    {
        if (weights.Count == 0)
            return null;
        if (weights.IsForAll)
            return PythonFloat.Node(weights.Items[0]);
        return weights.Names is { } names && outputs is { Count: > 1 }
            ? new JsonObject(outputs.Select(o => KeyValuePair.Create(o, (JsonNode?)PythonFloat.Node(names.Contains(o) ? weights[o] : 1))))
            : Many(weights, w => PythonFloat.Node(w));
    }

    /// <summary>Writes the metrics.</summary>
    public static JsonNode? Write(OutputMetrics metrics) => metrics.Count == 0 ? null : Many(metrics, group => group switch
    {
        null => null,
        { IsList: true } => new JsonArray([.. group.Items.Select(Write)]),
        _ => Write(group.Items[0]),
    });

    /// <summary>Reads losses.</summary>
    /// <exception cref="ConfigException">A loss is not known here.</exception>
    public static OutputLosses ReadLosses(JsonNode? json)
    {
        switch (json)
        {
            case null:
                return new();
            case JsonArray list:
                return OutputLosses.Create([.. list.Select(ReadLoss)]);
            case JsonObject byName when byName["class_name"] is null:
                OutputLosses losses = new();
                foreach ((string name, JsonNode? loss) in byName)
                    losses[name] = ReadLoss(loss);
                return losses;
            default:
                return ReadLoss(json)!;
        }
    }

    /// <summary>Reads loss weights.</summary>
    /// <exception cref="ConfigException">A weight is not a number.</exception>
    public static OutputLossWeights ReadLossWeights(JsonNode? json)
    {
        switch (json)
        {
            case null:
                return new();
            case JsonArray list:
                return OutputLossWeights.Create([.. list.Select(ReadWeight)]);
            case JsonObject byName:
                OutputLossWeights weights = new();
                foreach ((string name, JsonNode? weight) in byName)
                    weights[name] = ReadWeight(weight);
                return weights;
            default:
                return ReadWeight(json);
        }
    }

    /// <summary>Reads metrics.</summary>
    /// <exception cref="ConfigException">A metric is not known here.</exception>
    public static OutputMetrics ReadMetrics(JsonNode? json)
    {
        switch (json)
        {
            case null:
                return new();
            case JsonArray list:
                return OutputMetrics.Create([.. list.Select(ReadGroup)]);
            case JsonObject byName when byName["class_name"] is null:
                OutputMetrics metrics = new();
                foreach ((string name, JsonNode? group) in byName)
                    metrics[name] = ReadGroup(group);
                return metrics;
            default:
                return OutputMetrics.Create([ReadGroup(json)]);
        }
    }

    private static JsonNode Many<T>(PerOutput<T> settings, Func<T, JsonNode?> write) => settings.Names is { } names
        ? new JsonObject(names.Zip(settings.Items, (name, item) => KeyValuePair.Create(name, write(item))))
        : new JsonArray([.. settings.Items.Select(write)]);

    // "crossentropy" and "accuracy" mean what fits the model's output, so the name is kept.
    private static JsonNode? Write(Loss? loss) => loss switch
    {
        null => null,
        AutomaticCrossentropy => JsonValue.Create(loss.Name),
        _ => SerializedObject.Wrap(loss),
    };

    private static JsonNode Write(Metric metric) => metric switch
    {
        AutomaticMetric => JsonValue.Create(metric.Name),
        LossMetric mean => SerializedObject.Wrap(mean.Loss),
        _ => SerializedObject.Wrap(metric),
    };

    private static Loss? ReadLoss(JsonNode? json) => json switch
    {
        null => null,
        JsonArray { Count: 1 } list => ReadLoss(list[0]),
        JsonArray list => throw new ArgumentException($"expected one loss for an output, got {PythonJson.WriteCompact(list)}"),
        _ => CompileConfig.ReadLoss(json),
    };

    private static double ReadWeight(JsonNode? json) =>
        json is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out double weight)
            ? weight
            : throw new ArgumentException(
                $"expected a number as a loss weight, got {(json is null ? "null" : PythonJson.WriteCompact(json))}");

    private static MetricGroup? ReadGroup(JsonNode? json) => json switch
    {
        null => null,
        JsonArray list => MetricGroup.Create([.. list.SelectMany(Flat).Select(CompileConfig.ReadMetric)]),
        JsonObject byName when byName["class_name"] is null => MetricGroup.Create([.. Flat(byName).Select(CompileConfig.ReadMetric)]),
        _ => CompileConfig.ReadMetric(json),
    };

    private static IEnumerable<JsonNode> Flat(JsonNode? json) => json switch
    {
        null => [],
        JsonArray list => list.SelectMany(Flat),
        JsonObject byName when byName["class_name"] is null => byName.SelectMany(p => Flat(p.Value)),
        _ => [json],
    };
}
