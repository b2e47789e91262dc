using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>The salt of a hash in configs: one number or two.</summary>
internal static class HashSalt
{
    public static long[]? Read(Config config, string key) => config.GetLongs(key);

    public static void Write(Config config, string key, IReadOnlyList<long>? salt) =>
        config.SetNode(key, salt is null ? null : new JsonArray([.. salt.Select(s => JsonValue.Create(s))]));
}
