using System.Globalization;
using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>The range of the values of images: <c>(0, 255)</c> for bytes, <c>(0, 1)</c> after rescaling.</summary>
public readonly record struct ValueRange
{
    private ValueRange(double low, double high) => (Low, High) = (Hyperparameter.Meant(low), Hyperparameter.Meant(high));

    /// <summary>The range of bytes: from 0 to 255.</summary>
    public static ValueRange Bytes { get; } = (0, 255);

    /// <summary>The lowest value.</summary>
    public double Low { get; }

    /// <summary>The highest value.</summary>
    public double High { get; }

    /// <summary>A range.</summary>
    /// <param name="range">The lowest and the highest value.</param>
    public static implicit operator ValueRange((double Low, double High) range) => new(range.Low, range.High);

    /// <summary>The range as <c>[0, 255]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Low}, {High}]");

    /// <summary>The range with its ends in order, if both are finite and differ; that of bytes for null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite, or both are the same.</exception>
    internal static ValueRange Check(ValueRange? range, string owner)
    {
        ValueRange given = range ?? Bytes;
        return double.IsFinite(given.Low) && double.IsFinite(given.High) && given.Low != given.High
            ? (Math.Min(given.Low, given.High), Math.Max(given.Low, given.High))
            : throw new ArgumentOutOfRangeException(
                nameof(range), range, $"{owner}: expected two finite numbers that differ as valueRange, got {given}.");
    }

    /// <summary>The argument of a config; null where it is null or missing.</summary>
    /// <exception cref="ConfigException">The argument is not a list of two numbers.</exception>
    internal static ValueRange? Read(Config config, string key) => config.GetNumbers(key) switch
    {
        null => null,
        [double low, double high] => (low, high),
        _ => throw new ConfigException(
            $"Argument '{key}': expected two numbers, got {config.GetNode(key)!.ToJsonString()}."),
    };

    internal JsonArray ToJson() => new(Number(Low), Number(High));

    private static JsonNode Number(double value) => double.IsInteger(value) && Math.Abs(value) < 1e9
        ? JsonValue.Create((long)value)
        : PythonFloat.Node(value);
}
