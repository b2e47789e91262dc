using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Losses;
using Keras.Metrics;
using Keras.Optimizers;

namespace Keras.Saving;

/// <summary>The arguments of <c>Compile</c>, as Keras's <c>compile_config</c>.</summary>
internal static class CompileConfig
{
    public static JsonObject Write(CompileOptions options, IReadOnlyList<string>? outputs)
    {
        CompileDocument document = new()
        {
            Optimizer = SerializedObject.Wrap(
                options.Optimizer is LossScaleOptimizer { IsAutomatic: true } scaled ? scaled.InnerOptimizer : options.Optimizer!),
            Loss = OutputSettingsJson.Write(options.Losses, outputs, options.LossWeights.Count > 0),
            LossWeights = OutputSettingsJson.Write(options.LossWeights, outputs),
            Metrics = OutputSettingsJson.Write(options.Metrics),
            WeightedMetrics = OutputSettingsJson.Write(options.WeightedMetrics),
            StepsPerExecution = options.StepsPerExecution,
            JitCompile = options.JitCompile == JitCompile.Auto ? "auto" : options.JitCompile == JitCompile.On,
        };
        return (JsonObject)JsonSerializer.SerializeToNode(document, DocumentContext.Default.CompileDocument)!;
    }

    /// <summary>Compiles a model; one with an optimizer, a loss or a metric that this library does not have stays uncompiled.</summary>
    /// <param name="json">The config.</param>
    /// <param name="model">The model.</param>
    /// <param name="warnings">Receives the differences from the file, and what to do.</param>
    /// <exception cref="ConfigException">A name is not registered.</exception>
    public static void Apply(JsonObject json, Model model, List<string> warnings)
    {
        CompileDocument document = json.Deserialize(DocumentContext.Default.CompileDocument)!;
        if (document.Optimizer is null)
        {
            NotCompiled("the file has no optimizer");
            return;
        }

        Optimizer optimizer = OptimizerRegistry.Instance.FromJson(document.Optimizer!);
        try
        {
            model.Compile(new()
            {
                Optimizer = optimizer,
                Losses = OutputSettingsJson.ReadLosses(document.Loss),
                LossWeights = OutputSettingsJson.ReadLossWeights(document.LossWeights),
                Metrics = OutputSettingsJson.ReadMetrics(document.Metrics),
                WeightedMetrics = OutputSettingsJson.ReadMetrics(document.WeightedMetrics),
                JitCompile = ReadJitCompile(document, warnings),
                StepsPerExecution = ReadStepsPerExecution(document, warnings),
            });
        }
        catch (ArgumentException e)
        {
            // For outputs that the model does not have.
            NotCompiled(e.Message.Replace("Compile: ", "", StringComparison.Ordinal).Split(" (Parameter", 2)[0]);
            return;
        }

        if (document.RunEagerly is JsonValue eager && eager.TryGetValue(out bool on) && on)
            warnings.Add("The model was compiled with run_eagerly, which is ignored: programs are always compiled here.");

        void NotCompiled(string reason) => warnings.Add($"The model was not compiled: {reason}; call Compile before Fit and Evaluate.");
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
        if (document.StepsPerExecution is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && int.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out int steps) && steps >= 1)
            return steps;
        warnings.Add($"Expected an integer steps_per_execution, got {PythonJson.Write(document.StepsPerExecution)}; it is 1 now.");
        return 1;
    }

    public static Loss ReadLoss(JsonNode json) =>
        json is JsonValue value && value.TryGetValue(out string? name) ? LossRegistry.FromName(name) : LossRegistry.Instance.FromJson(json);

    public static Metric ReadMetric(JsonNode json)
    {
        if (json is JsonValue value && value.TryGetValue(out string? name))
            return MetricRegistry.FromName(name);
        if (json is not JsonObject envelope)
            throw new ConfigException($"Expected the name or the config of a metric, got {PythonJson.WriteCompact(json)}.");
        // The mean of a loss: Keras has no class for it.
        if (envelope["module"]?.ToString() == "keras.losses" && SerializedObject.Unwrap(envelope)
            is var (className, _) && LossRegistry.Instance.Knows(className))
            return ReadLoss(envelope);
        if (envelope["class_name"]?.ToString() == "MeanMetricWrapper")
            return ReadWrapper(SerializedObject.Unwrap(envelope).Config);
        return SerializedObject.IsFunction(envelope) ? MetricRegistry.FromName(SerializedObject.Unwrap(envelope).ClassName)
            : MetricRegistry.Instance.FromJson(envelope);
    }

    // A function of Keras under another name, as Keras 2 wrote "accuracy".
    private static Metric ReadWrapper(Config config)
    {
        JsonNode function = config.GetNode("fn") ?? throw new ConfigException(
            "MeanMetricWrapper: expected an argument 'fn' with the name or the config of a metric's function, got none; compile the model "
            + "anew with metrics by name.");
        Metric metric = ReadMetric(function);
        metric.Name = config.GetString("name", null) ?? metric.Name;
        return metric;
    }
}
