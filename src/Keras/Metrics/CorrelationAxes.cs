using System.Text.Json.Nodes;

namespace Keras.Metrics;

/// <summary>The axes of a correlation, which a config has as a number or a list.</summary>
internal sealed record CorrelationAxes(int[] Values, bool IsList)
{
    /// <summary>The last axis.</summary>
    public static CorrelationAxes Last { get; } = new([-1], IsList: false);

    public static CorrelationAxes? Read(Config config, string key) =>
        config.GetIntegers(key) is { } axes ? new(axes, config.GetNode(key) is JsonArray) : null;

    public static void Write(Config config, string key, CorrelationAxes axes) =>
        _ = axes.IsList ? config.Set(key, axes.Values) : config.Set(key, axes.Values[0]);
}
