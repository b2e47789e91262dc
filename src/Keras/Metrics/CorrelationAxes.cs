using System.Text.Json.Nodes;

namespace Keras.Metrics;

/// <summary>The axes of a correlation, which a config has as a number or a list.</summary>
internal sealed record CorrelationAxes(int[] Values, bool IsList)
{
    public static CorrelationAxes FromConfig(Config config) => new(config.GetIntegers("axis") ?? [-1], config.GetNode("axis") is JsonArray);

    public void Write(Config config)
    {
        if (IsList)
            config.Set("axis", Values);
        else
            config.Set("axis", Values[0]);
    }
}
