using System.Text.Json.Nodes;
using Keras.Core;

namespace Keras.Tests.Saving;

/// <summary>
/// The keys that are deliberately not written while they have their defaults: newer releases of Keras added them, and older ones refuse a
/// file that has a key they do not know. Nothing else may differ from what Keras 3.15.1 writes.
/// </summary>
internal static class KeysLeftOut
{
    /// <summary>Classes, key, default, and the release that added the key.</summary>
    private static readonly (string[] Classes, string Key, string Default, string Since)[] Keys =
    [
        (["Flatten"], "data_format", "\"channels_last\"", "3.3.0"),
        (["InputLayer"], "ragged", "false", "3.9.0"),
        (["InputLayer"], "optional", "false", "3.13.0"),
        (["Dense"], "quantization_config", "null", "3.13.0"),
        (["EinsumDense", "Embedding", "ReversibleEmbedding"], "quantization_config", "null", "3.13.0"),
        (["LayerNormalization"], "rms_scaling", "false", "3.4.0"),
        (["MultiHeadAttention", "GroupQueryAttention"], "seed", "null", "3.6.0"),
        (["MultiHeadAttention", "GroupQueryAttention"], "use_gate", "false", "3.13.0"),
        (["MultiHeadAttention", "GroupQueryAttention"], "sliding_window", "null", "3.15.0"),
        (["Attention", "AdditiveAttention"], "seed", "null", "3.13.0"),
        (["BatchNormalization"], "renorm", "false", "3.14.0"),
        (["BatchNormalization"], "renorm_clipping", "null", "3.14.0"),
        (["BatchNormalization"], "renorm_momentum", "0.99", "3.14.0"),
        (FanClasses, "input_axes", "null", "3.15.0"),
        (FanClasses, "output_axes", "null", "3.15.0"),
    ];

    private static string[] FanClasses =>
        ["VarianceScaling", "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LecunUniform", "LecunNormal"];

    /// <summary>An envelope without those keys, in it and in the objects inside of it.</summary>
    public static JsonNode? Without(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(p => KeyValuePair.Create(
            p.Key,
            p.Key == "config" && p.Value is JsonObject config ? WithoutIn((string)json["class_name"]!, config) : Without(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Without)]),
        _ => node?.DeepClone(),
    };

    /// <summary>The config of a class without those keys.</summary>
    public static JsonObject WithoutIn(string className, JsonObject config) => new(config
        .Where(p => !Keys.Any(k => k.Classes.Contains(className) && k.Key == p.Key && k.Default == PythonJson.Write(p.Value)))
        .Select(p => KeyValuePair.Create(p.Key, p.Key == "reduction" && p.Value is null ? JsonValue.Create("none") : Without(p.Value))));
}
