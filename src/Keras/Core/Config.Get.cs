using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras;

/// <content>Arguments that are read.</content>
public sealed partial class Config
{
    /// <summary>
    /// Gets an argument as JSON; null where it is null or missing. Arrays that Keras wrote with their type are plain lists.
    /// </summary>
    /// <param name="key">The name of the argument.</param>
    public JsonNode? GetNode(string key) => ConfigTensor.Values(GetRawNode(key));

    /// <summary>Gets an argument that is a string or null.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <exception cref="ConfigException">The argument is missing, or of another type.</exception>
    public string? GetString(string key)
    {
        Require(key, mayBeNull: true);
        return GetString(key, null);
    }

    /// <summary>Gets an argument that is a string.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <param name="defaultValue">The value of an argument that is null or missing.</param>
    /// <exception cref="ConfigException">The argument is of another type.</exception>
    [return: NotNullIfNotNull(nameof(defaultValue))]
    public string? GetString(string key, string? defaultValue) => Get(key, defaultValue);

    /// <summary>Gets an argument that is a boolean.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <exception cref="ConfigException">The argument is null, missing, or of another type.</exception>
    public bool GetBool(string key)
    {
        Require(key);
        return GetBool(key, false);
    }

    /// <summary>Gets an argument that is a boolean.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <param name="defaultValue">The value of an argument that is null or missing.</param>
    /// <exception cref="ConfigException">The argument is of another type.</exception>
    public bool GetBool(string key, bool defaultValue) => Get(key, defaultValue);

    /// <summary>Gets an argument that is a number.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <exception cref="ConfigException">The argument is null, missing, or of another type.</exception>
    public double GetDouble(string key)
    {
        Require(key);
        return GetDouble(key, 0);
    }

    /// <summary>Gets an argument that is a number.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <param name="defaultValue">The value of an argument that is null or missing.</param>
    /// <exception cref="ConfigException">The argument is of another type.</exception>
    public double GetDouble(string key, double defaultValue) => GetOptionalDouble(key) ?? defaultValue;

    /// <summary>Gets an argument that is a number, or null, or not there.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <exception cref="ConfigException">The argument is of another type.</exception>
    public double? GetOptionalDouble(string key) => GetNode(key) is { } node ? Number(key, node) : null;

    /// <summary>Gets an argument that is an integer of 32 bits.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <exception cref="ConfigException">The argument is null, missing, or of another type.</exception>
    public int GetInt(string key)
    {
        Require(key);
        return GetInt(key, 0);
    }

    /// <summary>Gets an argument that is an integer of 32 bits.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <param name="defaultValue">The value of an argument that is null or missing.</param>
    /// <exception cref="ConfigException">The argument is of another type.</exception>
    public int GetInt(string key, int defaultValue)
    {
        long value = GetOptionalLong(key) ?? defaultValue;
        return value is >= int.MinValue and <= int.MaxValue ? (int)value
            : throw Wrong(key, $"an integer up to {int.MaxValue}", GetNode(key)!);
    }

    /// <summary>Gets an argument that is an integer of 64 bits.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <exception cref="ConfigException">The argument is null, missing, or of another type.</exception>
    public long GetLong(string key)
    {
        Require(key);
        return GetLong(key, 0);
    }

    /// <summary>Gets an argument that is an integer of 64 bits.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <param name="defaultValue">The value of an argument that is null or missing.</param>
    /// <exception cref="ConfigException">The argument is of another type.</exception>
    public long GetLong(string key, long defaultValue) => GetOptionalLong(key) ?? defaultValue;

    /// <summary>Gets an argument that is an integer of 64 bits, or null, or not there.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <exception cref="ConfigException">The argument is of another type.</exception>
    public long? GetOptionalLong(string key) => GetNode(key) is { } node ? Whole(key, node, "an integer") : null;

    /// <summary>Gets an argument that is a shape, or null, or not there; null for an axis stands for one of any length.</summary>
    /// <param name="key">The name of the argument.</param>
    /// <exception cref="ConfigException">The argument is of another type.</exception>
    public Shape? GetShape(string key) => GetNode(key) switch
    {
        null => null,
        JsonArray array => Shape.Create(
            [.. array.Select(d => d is null ? Shape.UnknownDimension : Length(key, d))]),
        { } node => throw Wrong(key, "a list of axis lengths", node),
    };

    private long Length(string key, JsonNode node) =>
        Whole(key, node, "integer lengths of axes") is var length && length >= Shape.UnknownDimension
            ? length : throw Wrong(key, "lengths of axes of at least 0", node);

    /// <summary>Gets an argument that is an object of its own, by name or with class name and config.</summary>
    /// <typeparam name="T">The base class.</typeparam>
    /// <param name="key">The name of the argument.</param>
    /// <param name="registry">The classes that it can be of.</param>
    public T? GetObject<T>(string key, Registry<T> registry)
        where T : class =>
        GetNode(key) is { } node ? registry.FromJson(node) : null;

    /// <summary>Gets an argument as the file has it, also where it is an array with its type.</summary>
    internal JsonNode? GetRawNode(string key)
    {
        read.Add(key);
        return json[key];
    }

    /// <summary>Gets an argument as it is there, without its being read.</summary>
    internal JsonNode? PeekNode(string key) => json[key];

    private void Require(string key, bool mayBeNull = false)
    {
        read.Add(key);
        if (!json.ContainsKey(key))
            throw new ConfigException($"{Of(key)} is not there, and has no default; write it in WriteConfig, or read it with a default.");
        if (!mayBeNull && json[key] is null)
            throw new ConfigException($"{Of(key)} is null, and has no default; write a value in WriteConfig, or read it with a default.");
    }

    private string Of(string key) => Owner is null ? $"Argument '{key}'" : $"{Owner}: argument '{key}'";

    private ConfigException Wrong(string key, string expected, JsonNode node) =>
        new($"{Of(key)}: expected {expected}, got {PythonJson.WriteCompact(node)}.");

    private long Whole(string key, JsonNode node, string expected)
    {
        const double beyond = 9223372036854775808.0;
        if (node is JsonValue value && value.TryGetValue(out long integer))
            return integer;
        double number = Number(key, node);
        return number == Math.Floor(number) && Math.Abs(number) < beyond ? (long)number : throw Wrong(key, expected, node);
    }

    private double Number(string key, JsonNode node) => node is JsonValue value
        ? value.TryGetValue(out double number) ? PythonFloat.Value(value, number)
            : value.TryGetValue(out long integer) ? integer
            : value.TryGetValue(out int small) ? small
            : value.TryGetValue(out string? text) && text is "NaN" or "Infinity" or "-Infinity"
                ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
                : throw Wrong(key, "a number", node)
        : throw Wrong(key, "a number", node);

    private T Get<T>(string key, T defaultValue) => GetNode(key) switch
    {
        null => defaultValue,
        JsonValue value when value.TryGetValue(out T? typed) => typed!,
        { } node => throw Wrong(key, typeof(T) == typeof(bool) ? "true or false" : "a string", node),
    };
}
