using System.Text.Json.Nodes;
using Keras.Layers;

namespace Keras.Saving;

/// <summary>A model as JSON: its class, its layers and what it was compiled with, in the form that Keras 3.3 to 3.15 read.</summary>
internal static class ModelJson
{
    public static JsonObject Write(Layer model)
    {
        using SharedLayers shared = new(model);
        return (JsonObject)PortableJson.Of(SerializedObject.Wrap(model))!;
    }

    /// <summary>Creates the model that JSON describes, and compiles it where this is asked for.</summary>
    /// <param name="json">The model's object.</param>
    /// <param name="compile">Whether the model is compiled.</param>
    /// <param name="warnings">Receives the differences from the file.</param>
    /// <exception cref="ConfigException">The JSON describes no model, or one with a class that is not registered.</exception>
    public static Model Read(JsonObject json, bool compile, List<string> warnings)
    {
        using SharedLayers shared = new();
        Layer made = LayerRegistry.Instance.FromJson(json);
        if (made is not Model model)
        {
            made.Dispose();
            throw new ConfigException(
                $"Expected a model, got a layer of class {made.ClassName}"
                + $"{(made is FeatureSpace ? "; load it with FeatureSpace.Load" : "")}.");
        }

        try
        {
            if (compile && json["compile_config"] is JsonObject { Count: > 0 } config)
                CompileConfig.Apply((JsonObject)config.DeepClone(), model, warnings);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
