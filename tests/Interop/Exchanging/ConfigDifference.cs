using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keras.Interop;

/// <summary>Compares what models are and what they were compiled with.</summary>
internal static partial class ConfigDifference
{
    private static readonly string[] Shapes = ["batch_shape", "build_input_shape", "input_shape"];

    /// <summary>The first place where two models differ; null where they do not.</summary>
    /// <param name="got">The one.</param>
    /// <param name="wanted">The other.</param>
    /// <param name="withRows">Whether the numbers of rows that they were built for count.</param>
    public static string? Find(Model got, Model wanted, bool withRows) => Find(Plain(got, withRows), Plain(wanted, withRows), "");

    // Without what Keras changes by itself: an optimizer's default name depends on the release, a machine without a GPU resolves "auto",
    // inputs that were not named are counted, and a Sequential inside of a model forgets that it is frozen (its layers do not).
    private static JsonNode Plain(Model model, bool withRows)
    {
        JsonNode json = JsonNode.Parse(model.ToJson())!;
        if (json["compile_config"]?["optimizer"]?["config"] is JsonObject optimizer)
            optimizer.Remove("name");
        if (json["compile_config"] is JsonObject settings && settings["jit_compile"]?.ToString() == "auto")
            settings["jit_compile"] = false;
        foreach (JsonObject item in Objects(json))
        {
            if (item["class_name"]?.ToString() == nameof(Sequential) && item != json)
                ((JsonObject)item["config"]!).Remove("trainable");
            if (UnnamedInput().IsMatch(item["name"]?.ToString() ?? ""))
                item["name"] = "input_layer";
            foreach (JsonArray shape in Shapes.Where(_ => !withRows).Select(key => item[key]).OfType<JsonArray>())
                shape[0] = null;
        }

        return json;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? json) => json switch
    {
        JsonObject item => item.SelectMany(p => Objects(p.Value)).Prepend(item).ToArray(),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    [GeneratedRegex("^input_layer_[0-9]+$")]
    private static partial Regex UnnamedInput();

    private static string? Find(JsonNode? got, JsonNode? wanted, string path)
    {
        switch (got, wanted)
        {
            case (JsonObject a, JsonObject b):
                string? alone = a.Select(p => p.Key).Concat(b.Select(p => p.Key))
                    .FirstOrDefault(k => !a.ContainsKey(k) || !b.ContainsKey(k));
                return alone is not null
                    ? $"{path}/{alone} is only in the {(a.ContainsKey(alone) ? "loaded" : "original")}"
                    : a.Select(p => Find(p.Value, b[p.Key], $"{path}/{p.Key}")).FirstOrDefault(d => d is not null);
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Select((item, i) => Find(item, b[i], $"{path}/{i}")).FirstOrDefault(d => d is not null);
            default:
                return JsonNode.DeepEquals(got, wanted) ? null
                    : $"{path} is {got?.ToJsonString() ?? "null"}, expected {wanted?.ToJsonString() ?? "null"}";
        }
    }
}
