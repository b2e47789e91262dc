using System.Text.Json.Nodes;

namespace Keras.Saving;

/// <summary>Converts the configs of Keras 2, also in the <c>.keras</c> files of TensorFlow 2.13 to 2.15, to those of Keras 3.</summary>
internal static class LegacyConfig
{
    private const string InputShape = "batch_input_shape";

    // Arguments that Keras 3 does not have.
    private static readonly string[] ForgottenOptimizerArguments = ["decay", "is_legacy_optimizer", "jit_compile"];

    /// <summary>Converts the config of a model in place; one of Keras 3 does not change.</summary>
    public static JsonObject Update(JsonObject model)
    {
        UpdateLayers(model);
        if (model["compile_config"] is JsonObject compile)
            UpdateCompile(compile);
        return model;
    }

    // The first layer told the shape of the input.
    private static void UpdateLayers(JsonObject model)
    {
        if (model["config"] is not JsonObject { } own || own["layers"] is not JsonArray layers)
            return;
        JsonNode? shape = null;
        foreach (JsonNode? layer in layers)
        {
            if (layer is not JsonObject entry || entry["config"] is not JsonObject config)
                continue;
            if (!config.ContainsKey(InputShape))
            {
                UpdateLayers(entry);
                continue;
            }

            JsonNode? told = config[InputShape]?.DeepClone();
            config.Remove(InputShape);
            if (entry["class_name"]?.ToString() == "InputLayer")
                config.TryAdd("batch_shape", told);
            else
                shape ??= told;
            UpdateLayers(entry);
        }

        if (shape is null || model["class_name"]?.ToString() != "Sequential" || layers[0]?["class_name"]?.ToString() == "InputLayer")
            return;
        layers.Insert(0, new JsonObject
        {
            ["class_name"] = "InputLayer",
            ["config"] = new JsonObject { ["batch_shape"] = shape, ["name"] = "input_layer" },
        });
    }

    private static void UpdateCompile(JsonObject compile)
    {
        if (compile["optimizer"] is JsonObject optimizer && optimizer["config"] is JsonObject config)
        {
            foreach (string forgotten in ForgottenOptimizerArguments)
                config.Remove(forgotten);
        }

        UpdateReductions(compile["loss"]);
        if (compile["steps_per_execution"] is null)
            compile.Remove("steps_per_execution");
    }

    // Keras 2 left the choice to itself, and always chose the mean over the batch where one process trains.
    private static void UpdateReductions(JsonNode? loss)
    {
        if (loss is JsonArray several)
        {
            foreach (JsonNode? one in several)
                UpdateReductions(one);
        }
        else if (loss is JsonObject item)
        {
            if (item["config"] is JsonObject config && config["reduction"] is JsonValue value
                && value.TryGetValue(out string? name) && name == "auto")
                config["reduction"] = "sum_over_batch_size";
            foreach ((_, JsonNode? inner) in item["class_name"] is null ? item : [])
                UpdateReductions(inner);
        }
    }
}
