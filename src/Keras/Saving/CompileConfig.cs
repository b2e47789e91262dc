using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Losses;
using Keras.Metrics;
using Keras.Optimizers;

namespace Keras.Saving;

/// <summary>What a model was compiled with, as Keras's <c>compile_config</c>.</summary>
internal static class CompileConfig
{
    public static JsonObject Write(CompileSettings settings)
    {
        CompileDocument document = new()
        {
            Optimizer = Envelope.Wrap(settings.Optimizer),
            Loss = settings.Loss is { } loss ? Write(loss) : null,
            Metrics = Write(settings.Metrics),
            WeightedMetrics = Write(settings.WeightedMetrics),
            StepsPerExecution = settings.StepsPerExecution,
            JitCompile = settings.JitCompile == JitCompile.Auto ? "auto" : settings.JitCompile == JitCompile.On,
        };
        return (JsonObject)JsonSerializer.SerializeToNode(document, DocumentContext.Default.CompileDocument)!;
    }

    /// <summary>Compiles a model, as far as this library has what it was compiled with; where it has not, the model stays uncompiled.</summary>
    /// <param name="json">The config.</param>
    /// <param name="model">The model.</param>
    /// <param name="warnings">Told what is not as in the file, and what to do.</param>
    /// <exception cref="ConfigException">It names what is not known here.</exception>
    public static void Apply(JsonObject json, Model model, List<string> warnings)
    {
        CompileDocument document = json.Deserialize(DocumentContext.Default.CompileDocument)!;
        if (WhyNot(document) is { } reason)
        {
            warnings.Add($"The model was not compiled: {reason}; call Compile before Fit and Evaluate.");
            return;
        }

        Optimizer optimizer = OptimizerRegistry.Instance.FromJson(document.Optimizer!);
        // Keras puts a loss scale around the optimizer of such a model, and writes the optimizer without it.
        if (model.DTypePolicy.Name == "mixed_float16" && optimizer is not LossScaleOptimizer)
            optimizer = new LossScaleOptimizer(optimizer);
        model.CompileWith(
            optimizer,
            document.Loss is null ? null : ReadLoss(One(document.Loss)!),
            [.. Many(document.Metrics).Select(ReadMetric)],
            [.. Many(document.WeightedMetrics).Select(ReadMetric)],
            ReadJitCompile(document, warnings),
            ReadStepsPerExecution(document, warnings));
        if (document.RunEagerly is JsonValue eager && eager.TryGetValue(out bool on) && on)
            warnings.Add("The model was compiled with run_eagerly, which is ignored: programs are always compiled here.");
    }

    private static string? WhyNot(CompileDocument document)
    {
        if (document.Optimizer is null)
            return "the file has no optimizer";
        if (document.Loss is not null && One(document.Loss) is null)
            return $"expected the loss of one output, got {PythonJson.Write(document.Loss)}";
        bool isOne = document.LossWeights is null || (One(document.LossWeights) is JsonValue weight && weight.GetValueKind() == JsonValueKind.Number && weight.ToJsonString() is "1" or "1.0");
        return isOne ? null : $"loss_weights other than 1 are not supported, got {PythonJson.Write(document.LossWeights)}";
    }

    private static JitCompile ReadJitCompile(CompileDocument document, List<string> warnings)
    {
        if (document.JitCompile is not JsonValue value || !value.TryGetValue(out bool on))
            return JitCompile.Auto;
        if (!on)
            return JitCompile.Off;
        if (TensorFlow.Runtime.HasXla)
            return JitCompile.On;
        warnings.Add("The model was compiled with jit_compile, which is ignored: the native library has no XLA compiler.");
        return JitCompile.Auto;
    }

    private static int ReadStepsPerExecution(CompileDocument document, List<string> warnings)
    {
        if (document.StepsPerExecution is JsonValue value && value.GetValueKind() == JsonValueKind.Number && int.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out int steps) && steps >= 1)
            return steps;
        warnings.Add($"Expected a whole number of steps_per_execution, got {PythonJson.Write(document.StepsPerExecution)}; it is 1 now.");
        return 1;
    }

    public static Loss ReadLoss(JsonNode json) => json is JsonValue value && value.TryGetValue(out string? name) ? LossRegistry.FromName(name) : LossRegistry.Instance.FromJson(json);

    public static Metric ReadMetric(JsonNode json)
    {
        if (json is JsonValue value && value.TryGetValue(out string? name))
            return MetricRegistry.FromName(name);
        if (json is not JsonObject envelope)
            throw new ConfigException($"Expected the name or the config of a metric, got {PythonJson.WriteCompact(json)}.");
        // The mean of a loss: Keras has no class for it.
        if (envelope["module"]?.ToString() == "keras.losses" && Envelope.Unwrap(envelope) is var (className, _) && LossRegistry.Instance.Knows(className))
            return ReadLoss(envelope);
        if (envelope["class_name"]?.ToString() == "MeanMetricWrapper")
            return ReadWrapper(Envelope.Unwrap(envelope).Config);
        return Envelope.IsFunction(envelope) ? MetricRegistry.FromName(Envelope.Unwrap(envelope).ClassName) : MetricRegistry.Instance.FromJson(envelope);
    }

    // A function of Keras under another name, as Keras 2 wrote "accuracy".
    private static Metric ReadWrapper(Config config)
    {
        JsonNode function = config.GetNode("fn") ?? throw new ConfigException("MeanMetricWrapper: expected an argument 'fn'.");
        Metric metric = ReadMetric(function);
        metric.Name = config.GetString("name", null) ?? metric.Name;
        return metric;
    }

    // "crossentropy" and "accuracy" mean what fits the model's output, so the name is kept.
    private static JsonNode Write(Loss loss) => loss is AutomaticCrossentropy ? JsonValue.Create(loss.Name) : Envelope.Wrap(loss);

    private static JsonArray? Write(IReadOnlyList<Metric> metrics) => metrics.Count == 0 ? null : [.. metrics.Select(metric => (JsonNode)(metric switch
    {
        AutomaticMetric => (JsonNode)JsonValue.Create(metric.Name),
        LossMetric mean => Envelope.Wrap(mean.Loss),
        _ => Envelope.Wrap(metric),
    }))];

    // What Keras has for each output, this library has for the one; null where there are several.
    private static JsonNode? One(JsonNode? json) => json switch
    {
        JsonArray list => list.Count == 1 ? list[0] : null,
        JsonObject perOutput when perOutput["class_name"] is null => perOutput.Count == 1 ? perOutput.First().Value : null,
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
