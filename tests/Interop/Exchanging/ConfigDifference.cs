using System.Text.Json.Nodes;

namespace Keras.Interop;

/// <summary>Compares what models are and what they were compiled with.</summary>
internal static class ConfigDifference
{
    /// <summary>The first place where two models differ; null where they do not.</summary>
    public static string? Find(Model got, Model wanted) => Find(Plain(got), Plain(wanted), "");

    // An optimizer's default name changed from release to release of Keras.
    private static JsonNode Plain(Model model)
    {
        JsonNode json = JsonNode.Parse(model.ToJson())!;
        if (json["compile_config"]?["optimizer"]?["config"] is JsonObject optimizer)
            optimizer.Remove("name");
        return json;
    }

    private static string? Find(JsonNode? got, JsonNode? wanted, string path)
    {
        switch (got, wanted)
        {
            case (JsonObject a, JsonObject b):
                string? alone = a.Select(p => p.Key).Concat(b.Select(p => p.Key)).FirstOrDefault(k => !a.ContainsKey(k) || !b.ContainsKey(k));
                return alone is not null
                    ? $"{path}/{alone} is only in the {(a.ContainsKey(alone) ? "loaded" : "original")}"
                    : a.Select(p => Find(p.Value, b[p.Key], $"{path}/{p.Key}")).FirstOrDefault(d => d is not null);
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Select((item, i) => Find(item, b[i], $"{path}/{i}")).FirstOrDefault(d => d is not null);
            default:
                return JsonNode.DeepEquals(got, wanted) ? null : $"{path} is {got?.ToJsonString() ?? "null"}, expected {wanted?.ToJsonString() ?? "null"}";
        }
    }
}
