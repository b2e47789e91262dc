using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>The axis of each input of a dot product, which a config has as one number for both or a list of two.</summary>
internal sealed record DotAxes(int First, int Second, bool IsOne)
{
    public static DotAxes Read(Config config, string key)
    {
        bool isList = config.GetNode(key) is JsonArray;
        return (isList, config.GetIntegers(key)) switch
        {
            (false, [var one]) => new(one, one, IsOne: true),
            (true, [var first, var second]) => new(first, second, IsOne: false),
            _ => throw new ConfigException(
                $"{config.Owner}: expected an axis or a list of two as argument '{key}', got "
                + $"{SerializedObject.Abbreviate(config.GetNode(key))}."),
        };
    }

    public static void Write(Config config, string key, DotAxes axes) =>
        _ = axes.IsOne ? config.Set(key, axes.First) : config.Set(key, [axes.First, axes.Second]);
}
