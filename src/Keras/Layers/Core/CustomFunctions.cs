using System.Collections.Concurrent;
using TensorFlow;

namespace Keras.Layers;

/// <summary>The functions that files may name as those of <see cref="Lambda"/> layers.</summary>
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
}
