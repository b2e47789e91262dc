using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The functions that files may name as those of <see cref="Lambda"/> and <see cref="TextVectorization"/> layers.</summary>
internal static class CustomFunctions
{
    private static readonly ConcurrentDictionary<string, Func<Symbol, Symbol>> Registered = new(StringComparer.Ordinal);

    public static void Register(string name, Func<Symbol, Symbol> function)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(function);
        Registered[name] = function;
    }

    /// <summary>The function of a name; null where there is none.</summary>
    public static Func<Symbol, Symbol>? Find(string name) => Registered.GetValueOrDefault(name);

    /// <summary>A function as a config has it, by its name.</summary>
    /// <param name="name">The name; null for a function that has none, which cannot be read again.</param>
    public static JsonObject ToJson(string? name) => new()
    {
        ["module"] = "builtins",
        ["class_name"] = "function",
        ["config"] = name ?? "lambda",
        ["registered_name"] = "function",
    };

    /// <summary>Reads a serialized function and its registered name; both null where the argument is no function.</summary>
    /// <param name="config">The config.</param>
    /// <param name="key">The argument's name.</param>
    /// <param name="className">The class, for messages.</param>
    /// <exception cref="ConfigException">The function is Python code, or is not registered.</exception>
    public static (Func<Symbol, Symbol>? Function, string? Name) Read(Config config, string key, string className)
    {
        if (config.GetNode(key) is not JsonObject serialized)
            return (null, null);
        string? name = serialized["config"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        if (name is null || serialized["class_name"]?.ToString() != "function")
        {
            throw new ConfigException(
                $"{className}: the argument '{key}' holds Python code, which is never run here; register a function in both languages and "
                + "save the layer with it (CustomObjects.RegisterFunction).");
        }

        return (Find(name) ?? throw new ConfigException(
            $"{className}: there is no function '{name}'; register it before reading with CustomObjects.RegisterFunction(\"{name}\", …)."),
            name);
    }
}
