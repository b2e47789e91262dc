using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras;

/// <content>Arguments that are written.</content>
public sealed partial class Config
{
    /// <summary>Sets an argument.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <param name="value">The value; null is written as null.</param>
    public Config Set(string key, string? value) => SetNode(key, value is null ? null : JsonValue.Create(value));

    /// <inheritdoc cref="Set(string, string)"/>
    public Config Set(string key, bool? value) => SetNode(key, value is null ? null : JsonValue.Create(value.Value));

    /// <inheritdoc cref="Set(string, string)"/>
    public Config Set(string key, double? value) => SetNode(key, value is null ? null : PythonFloat.Node(value.Value));

    /// <inheritdoc cref="Set(string, string)"/>
    public Config Set(string key, long? value) => SetNode(key, value is null ? null : JsonValue.Create(value.Value));

    /// <inheritdoc cref="Set(string, string)"/>
    public Config Set(string key, int? value) => Set(key, (long?)value);

    /// <inheritdoc cref="Set(string, string)"/>
    public Config Set(string key, Shape? value) =>
        SetNode(key, value is null ? null : new JsonArray([.. value.Select(d => d < 0 ? null : (JsonNode)JsonValue.Create(d))]));

    /// <summary>Sets an argument that is a list of integers.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <param name="values">Its value.</param>
    public Config Set(string key, ReadOnlySpan<int> values)
    {
        JsonArray array = [];
        foreach (int value in values)
            array.Add((JsonNode)JsonValue.Create(value));
        return SetNode(key, array);
    }

    /// <summary>Sets an argument that is an object itself, with its class name.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <param name="value">The value; null is written as null.</param>
    public Config Set(string key, KerasObject? value) => SetNode(key, value is null ? null : SerializedObject.Wrap(value));

    /// <summary>Sets an argument to any JSON.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <param name="value">The value.</param>
    public Config SetNode(string key, JsonNode? value)
    {
        json[key] = value;
        return this;
    }

    /// <summary>Removes an argument, such as one that the base class has and this class does not.</summary>
    /// <param name="key">The name of the argument.</param>
    public Config Remove(string key)
    {
        json.Remove(key);
        return this;
    }
}
