using System.Text.Json.Nodes;

namespace Keras.Core;

/// <summary>The form in which Keras writes an object: module, class name, config and registered name.</summary>
internal static class SerializedObject
{
    public static JsonObject Wrap(KerasObject value)
    {
        JsonObject envelope = new()
        {
            ["module"] = value.Module,
            ["class_name"] = value.ClassName,
            ["config"] = value.GetConfig().ToJson(),
            ["registered_name"] = value.Module is null ? value.RegisteredName : null,
        };
        value.WriteEnvelope(envelope);
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

    /// <summary>Whether an envelope stands for a function.</summary>
    public static bool IsFunction(JsonObject envelope) => envelope["class_name"]?.ToString() == "function";

    /// <summary>The name under which a custom class was registered, <c>package&gt;name</c>; null for Keras's own classes.</summary>
    public static string? CustomName(JsonObject envelope) =>
        envelope["registered_name"] is JsonValue value && value.TryGetValue(out string? name)
            && name.Contains('>', StringComparison.Ordinal) ? name : null;

    /// <summary>JSON as a message has it.</summary>
    /// <param name="json">The JSON.</param>
    public static string Abbreviate(JsonNode? json)
    {
        const int enough = 120;
        string text = PythonJson.WriteCompact(json);
        return text.Length <= enough ? text : text[..enough] + "…";
    }
}
