using System.Text.Json.Nodes;

namespace Keras;

/// <summary>The form in which Keras writes an object: module, class name, config and registered name.</summary>
internal static class Envelope
{
    public static JsonNode Wrap(KerasObject value)
    {
        JsonObject envelope = new()
        {
            ["module"] = value.Module,
            ["class_name"] = value.ClassName,
            ["config"] = value.GetConfig().ToJson(),
            ["registered_name"] = value.Module is null ? $"Custom>{value.ClassName}" : null,
        };
        return envelope;
    }

    /// <summary>The class name and the config of an envelope, in any of the forms that Keras reads.</summary>
    public static (string ClassName, Config Config) Unwrap(JsonObject envelope)
    {
        if (envelope["class_name"] is not JsonValue name || !name.TryGetValue(out string? className))
            throw new ConfigException($"Expected an object with a class_name, got {Abbreviate(envelope)}.");
        return envelope["config"] switch
        {
            JsonObject config => (className, new((JsonObject)config.DeepClone())),
            JsonValue function when className == "function" && function.TryGetValue(out string? functionName) => (functionName, new()),
            null => (className, new()),
            _ => throw new ConfigException($"Expected the config of {className} to be an object, got {Abbreviate(envelope)}."),
        };
    }

    private static string Abbreviate(JsonObject json)
    {
        const int enough = 120;
        string text = json.ToJsonString();
        return text.Length <= enough ? text : text[..enough] + "…";
    }
}
