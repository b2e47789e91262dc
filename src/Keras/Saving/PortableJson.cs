using System.Text.Json.Nodes;

namespace Keras.Saving;

/// <summary>
/// Converts the JSON of a model so that all releases of Keras from 3.3 on read it: older ones take dtypes by name only and an initializer
/// by a longer name, and refuse keys that were added later, which are left out where they are null.
/// </summary>
internal static class PortableJson
{
    private static readonly (string Module, string ClassName, string Key)[] LaterKeys =
    [
        ("keras.losses", "Dice", "axis"),
        ("keras.losses", "Tversky", "axis"),
        ("keras.metrics", "SparseCategoricalCrossentropy", "ignore_class"),
    ];

    public static JsonNode? Of(JsonNode? json) => json switch
    {
        JsonObject envelope when envelope["module"] is JsonValue module
            && envelope["class_name"] is JsonValue name && envelope["config"] is JsonObject config =>
            Of(module.ToString(), name.ToString(), envelope, config),
        JsonObject item => new JsonObject(item.Select(p => KeyValuePair.Create(p.Key, Of(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Of)]),
        _ => json?.DeepClone(),
    };

    private static JsonNode Of(string module, string className, JsonObject envelope, JsonObject config)
    {
        if (module == "keras" && className == nameof(DTypePolicy))
            return config["name"]!.DeepClone();
        JsonObject portable = new(envelope.Select(p => KeyValuePair.Create(p.Key, Of(p.Value))));
        if (module == "keras.initializers" && className == "Orthogonal")
            portable["class_name"] = "OrthogonalInitializer";
        foreach ((_, _, string key) in LaterKeys.Where(k => k.Module == module && k.ClassName == className && config[k.Key] is null))
            ((JsonObject)portable["config"]!).Remove(key);
        return portable;
    }
}
