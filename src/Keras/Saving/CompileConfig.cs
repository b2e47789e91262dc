using System.Text.Json.Nodes;
using Keras.Losses;
using Keras.Metrics;
using Keras.Optimizers;

namespace Keras.Saving;

/// <summary>What a model was compiled with, as Keras's <c>compile_config</c>.</summary>
internal static class CompileConfig
{
    public static JsonObject Write(CompileSettings settings) => new()
    {
        ["optimizer"] = Envelope.Wrap(settings.Optimizer),
        ["loss"] = Write(settings.Loss),
        ["loss_weights"] = null,
        ["metrics"] = Write(settings.Metrics),
        ["weighted_metrics"] = Write(settings.WeightedMetrics),
        ["run_eagerly"] = false,
        ["steps_per_execution"] = settings.StepsPerExecution,
        ["jit_compile"] = settings.JitCompile == JitCompile.On,
    };

    /// <summary>Compiles a model; a sentence that tells why not, where the config has no loss.</summary>
    /// <exception cref="ConfigException">It names what is not known here.</exception>
    public static string? Apply(JsonObject json, Model model)
    {
        Config config = new(json);
        if (One(config.GetNode("loss")) is not { } loss)
            return "The model was not compiled: the file has no loss; call Compile before Fit and Evaluate.";
        if (One(config.GetNode("loss_weights")) is not null)
            throw new ConfigException("The model was compiled with loss_weights, which are not supported; load it with compile: false and call Compile.");
        JsonNode optimizer = config.GetNode("optimizer") ?? throw new ConfigException("The model was compiled with no optimizer; load it with compile: false and call Compile.");
        model.Compile(
            OptimizerRegistry.Instance.FromJson(optimizer),
            ReadLoss(loss),
            [.. Many(config.GetNode("metrics")).Select(ReadMetric)],
            [.. Many(config.GetNode("weighted_metrics")).Select(ReadMetric)],
            config.GetNode("jit_compile") is JsonValue jit && jit.TryGetValue(out bool on) && on && TensorFlow.Runtime.HasXla ? JitCompile.On : JitCompile.Auto,
            Math.Max(1, config.GetInt("steps_per_execution", 1)));
        return null;
    }

    public static Loss ReadLoss(JsonNode json) => json is JsonValue value && value.TryGetValue(out string? name) ? LossRegistry.FromName(name) : LossRegistry.Instance.FromJson(json);

    public static Metric ReadMetric(JsonNode json)
    {
        if (json is JsonValue value && value.TryGetValue(out string? name))
            return MetricRegistry.FromName(name);
        if (json is not JsonObject envelope)
            throw new ConfigException($"Expected the name or the config of a metric, got {json.ToJsonString()}.");
        // The mean of a loss: Keras has no class for it.
        if (envelope["module"]?.ToString() == "keras.losses" && Envelope.Unwrap(envelope) is var (className, _) && LossRegistry.Instance.Knows(className))
            return ReadLoss(envelope);
        return Envelope.IsFunction(envelope) ? MetricRegistry.FromName(Envelope.Unwrap(envelope).ClassName) : MetricRegistry.Instance.FromJson(envelope);
    }

    // "crossentropy" and "accuracy" mean what fits the model's output, so the name is kept.
    private static JsonNode Write(Loss loss) => loss is AutomaticCrossentropy ? JsonValue.Create(loss.Name) : Envelope.Wrap(loss);

    private static JsonArray? Write(IReadOnlyList<Metric> metrics) => metrics.Count == 0 ? null : [.. metrics.Select(metric => (JsonNode)(metric switch
    {
        AutomaticMetric => (JsonNode)JsonValue.Create(metric.Name),
        LossMetric mean => Envelope.Wrap(mean.Loss),
        _ => Envelope.Wrap(metric),
    }))];

    // What Keras has for each output, this library has for the one.
    private static JsonNode? One(JsonNode? json) => json switch
    {
        JsonArray { Count: 1 } list => list[0],
        JsonObject { Count: 1 } perOutput => perOutput.First().Value,
        JsonArray or JsonObject { Count: > 1 } when json is JsonArray || json["class_name"] is null =>
            throw new ConfigException($"Expected the loss of one output, got {json.ToJsonString()}; load it with compile: false and call Compile."),
        _ => json,
    };

    private static IEnumerable<JsonNode> Many(JsonNode? json) => json switch
    {
        null => [],
        JsonArray list => list.SelectMany(Many),
        JsonObject perOutput when perOutput["class_name"] is null => perOutput.SelectMany(p => Many(p.Value)),
        _ => [json],
    };
}
