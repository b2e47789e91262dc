using System.Text.Json.Nodes;

namespace Keras.Initializers;

/// <summary>The name of a window in configs, in whose place the values of a custom window may stand.</summary>
internal static class WindowName
{
    public static string? Read(Config config, string key, string? missing) =>
        HasValues(config, key) ? null : config.Contains(key) ? config.GetString(key, null) : missing;

    /// <summary>Whether a config has the values of a window instead of a name.</summary>
    public static bool HasValues(Config config, string key) => config.GetNode(key) is JsonArray;
}
