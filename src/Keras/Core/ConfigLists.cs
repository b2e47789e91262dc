using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras;

/// <summary>Lists and numbers in configs.</summary>
public static class ConfigLists
{
    extension(Config config)
    {
        /// <summary>Gets an argument that is a list of integers, or a single one; null where it is null or missing.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <exception cref="ConfigException">The argument is of another type.</exception>
        public int[]? GetIntegers(string key) => config.GetNode(key) switch
        {
            null => null,
            JsonArray array => [.. array.Select(item => Integer(key, item))],
            { } node => [Integer(key, node)],
        };

        /// <summary>Gets an argument that is a list of axes, or one axis alone; the form is kept.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <param name="defaultValue">The value of an argument that is null or missing.</param>
        /// <exception cref="ConfigException">The argument is of another type.</exception>
        public Axes GetAxes(string key, Axes defaultValue) => config.GetIntegers(key) switch
        {
            null => defaultValue,
            [int one] when config.GetNode(key) is not JsonArray => one,
            { } axes => axes,
        };

        /// <summary>Sets an argument that is a list of axes, or one axis alone, in the form in which it was given.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <param name="value">The axes.</param>
        public Config SetAxes(string key, Axes value) => value.IsAll ? config.SetNode(key, null)
            : value.IsList ? config.Set(key, value.AsSpan()) : config.Set(key, value.AsSpan()[0]);

        /// <summary>Gets an argument that is a seed, or null; of one of Keras's generators of seeds, the seed of that.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <exception cref="ConfigException">The argument is of another type.</exception>
        public long? GetSeed(string key) => config.GetNode(key) is JsonObject generator
            ? SerializedObject.Unwrap(generator).Config.GetOptionalLong("seed")
            : config.GetOptionalLong(key);

        /// <summary>Gets an argument that is the name of a type of numbers.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <param name="defaultValue">The value of an argument that is null or missing.</param>
        /// <exception cref="ConfigException">The argument is of another type.</exception>
        public DType GetDType(string key, DType defaultValue) =>
            config.GetString(key, null) is { } name ? DTypes.Parse(name) : defaultValue;

        /// <summary>Sets an argument to the name of a type of numbers; null is written as null.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <param name="value">The type.</param>
        public Config SetDType(string key, DType? value) => config.Set(key, value?.StandardName);

        /// <summary>Gets an argument that is a list of numbers, or one alone; null where it is null or missing.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <exception cref="ConfigException">The argument is of another type.</exception>
        public double[]? GetNumbers(string key) => config.GetNode(key) switch
        {
            null => null,
            JsonArray list => [.. list.Select(item => new Config(new JsonObject { [key] = item?.DeepClone() }).GetDouble(key))],
            _ => [config.GetDouble(key)],
        };

        /// <summary>Gets an argument that is a list of 64-bit integers, or a single one; null where it is null or missing.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <exception cref="ConfigException">The argument is of another type.</exception>
        public long[]? GetLongs(string key) => config.GetNode(key) switch
        {
            null => null,
            JsonArray list => [.. list.Select(item => new Config(new JsonObject { [key] = item?.DeepClone() }).GetLong(key))],
            _ => [config.GetLong(key)],
        };

        /// <summary>Gets an argument that is a list of strings; null where it is null or missing.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <exception cref="ConfigException">The argument is of another type.</exception>
        public string[]? GetStrings(string key) => config.GetNode(key) switch
        {
            null => null,
            JsonArray list when list.All(i => i is JsonValue value && value.TryGetValue(out string? _)) =>
                [.. list.Select(i => i!.GetValue<string>())],
            { } node => throw new ConfigException($"Argument '{key}': expected a list of strings, got {PythonJson.WriteCompact(node)}."),
        };

        /// <summary>Gets an argument that is an integer of 32 bits, null or missing.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <exception cref="ConfigException">The argument is of another type.</exception>
        public int? GetOptionalInt(string key) => config.GetOptionalLong(key) is null ? null : config.GetInt(key);

        /// <summary>
        /// Gets an argument that memory or time depends on: a file of a few bytes must not take that of billions. Code may have any.
        /// </summary>
        /// <param name="key">The name of the argument.</param>
        /// <param name="defaultValue">The value of an argument that is null or not there; null where it must be there.</param>
        /// <param name="most">The largest that a config may have.</param>
        /// <exception cref="ConfigException">The argument is larger, or not an integer.</exception>
        public int GetCount(string key, int? defaultValue, long most)
        {
            int count = defaultValue is { } value ? config.GetInt(key, value) : config.GetInt(key);
            return count <= most ? count : throw new ConfigException(
                $"Argument '{key}': expected at most {most} in a config, got {count}, which takes too much memory or time; "
                + $"make the {config.Owner ?? "object"} in code, and load a model with compile: false.");
        }

        /// <summary>Sets an argument that is a list of numbers; null is written as null.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <param name="values">The numbers.</param>
        public Config SetNumbers(string key, IEnumerable<double>? values) =>
            config.SetNode(key, values is null ? null : new JsonArray([.. values.Select(PythonFloat.Node)]));

        /// <summary>Sets an argument that is a list of 64-bit integers; null is written as null.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <param name="values">The integers.</param>
        public Config SetLongs(string key, IEnumerable<long>? values) =>
            config.SetNode(key, values is null ? null : new JsonArray([.. values.Select(value => JsonValue.Create(value))]));

        /// <summary>Sets an argument that is a list of strings; null is written as null.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <param name="values">The strings.</param>
        public Config SetStrings(string key, IEnumerable<string>? values) =>
            config.SetNode(key, values is null ? null : new JsonArray([.. values.Select(value => JsonValue.Create(value))]));

        /// <summary>Sets a number, written as an integer where it is one.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <param name="value">The number.</param>
        public Config SetNumber(string key, double value) => config.SetNode(key, WholeWherePossible(value));

        /// <summary>Gets an argument that is a pair of integers, or one for both; null where it is null or missing.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <exception cref="ConfigException">The argument is of another type, or a list of another length.</exception>
        public (int, int)? GetIntegerPair(string key) => config.GetIntegers(key) switch
        {
            null => null,
            [int one] when config.GetNode(key) is not JsonArray => (one, one),
            [int first, int second] => (first, second),
            _ => throw NotTwo(config, key, "integers"),
        };

        /// <summary>Gets an argument that is a pair of numbers, or one for both; null where it is null or missing.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <exception cref="ConfigException">The argument is of another type, or a list of another length.</exception>
        public (double, double)? GetNumberPair(string key) => config.GetNumbers(key) switch
        {
            null => null,
            [double one] when config.GetNode(key) is not JsonArray => (one, one),
            [double first, double second] => (first, second),
            _ => throw NotTwo(config, key, "numbers"),
        };

        /// <summary>Sets an argument that is a list of objects, each with its class name; null is written as null.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <param name="values">The objects.</param>
        public Config SetObjects(string key, IEnumerable<KerasObject>? values) =>
            config.SetNode(key, values is null ? null : new JsonArray([.. values.Select(v => (JsonNode)SerializedObject.Wrap(v))]));

        /// <summary>Requires that an argument that the class does not have is missing, null or false.</summary>
        /// <param name="key">The name of the argument.</param>
        /// <exception cref="ConfigException">The argument has another value.</exception>
        public void RequireDefault(string key)
        {
            if (config.GetNode(key) is { } node && !(node is JsonValue value && value.TryGetValue(out bool flag) && !flag))
                throw new ConfigException($"Argument '{key}' is supported only at its default, got {PythonJson.WriteCompact(node)}.");
        }
    }

    /// <summary>A number that is written as a whole one where it is one.</summary>
    internal static JsonNode WholeWherePossible(double value) =>
        value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue ? JsonValue.Create((int)value) : PythonFloat.Node(value);

    private static ConfigException NotTwo(Config config, string key, string kind) => new(
        $"Argument '{key}': expected a list of two {kind}, or one for both, got {PythonJson.WriteCompact(config.GetNode(key)!)}.");

    private static int Integer(string key, JsonNode? node) =>
        node is JsonValue value && (value.TryGetValue(out int number) || (value.TryGetValue(out long wide) && (number = (int)wide) == wide))
            ? number
            : throw new ConfigException($"Argument '{key}': expected integers, got {PythonJson.WriteCompact(node)}.");
}
