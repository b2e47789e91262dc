using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>An argument that is a string or an integer, as the tokens of a layer are.</summary>
/// <summary>A token in configs: a string or an integer.</summary>
internal static class TokenArgument
{
    public static object? Read(Config config, string key) => config.GetNode(key) is JsonValue value
        ? value.TryGetValue(out string? text) ? text : config.GetOptionalLong(key)
        : null;

    public static void Write(Config config, string key, object? token) =>
        config.SetNode(key, token is string text ? JsonValue.Create(text) : token is long number ? JsonValue.Create(number) : null);
}
