using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Keras;

/// <summary>The named arguments of an object, as in Keras's JSON files, in order.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Config
{
    private readonly JsonObject json;
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>An empty config.</summary>
    public Config()
        : this([])
    {
    }

    /// <summary>A config read from JSON.</summary>
    /// <param name="json">The JSON object.</param>
    public Config(JsonObject json) => this.json = json;

    /// <summary>The names of the arguments, in order.</summary>
    public IEnumerable<string> Keys => json.Select(p => p.Key);

    /// <summary>The arguments that were never read: what a class does not know.</summary>
    public IEnumerable<string> Unread => Keys.Where(k => !read.Contains(k));

    /// <summary>The arguments that a class asked for.</summary>
    internal IReadOnlyList<string> Asked => [.. read.Order(StringComparer.Ordinal)];

    /// <summary>Whether the argument is there and not null.</summary>
    /// <param name="key">Its name.</param>
    public bool Has(string key) => GetNode(key) is not null;

    /// <summary>Whether the argument is there, be it null.</summary>
    /// <param name="key">Its name.</param>
    public bool Contains(string key)
    {
        if (json.ContainsKey(key))
            return true;
        // Asked for: a name that it was meant to be is suggested.
        read.Add(key);
        return false;
    }

    /// <summary>Requires an argument to be there.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="mayBeNull">Whether null is one of its values. Default: false.</param>
    /// <returns>This config.</returns>
    /// <exception cref="ConfigException">The argument is missing or null.</exception>
    public Config Required(string key, bool mayBeNull = false)
    {
        Require(key, mayBeNull);
        return this;
    }

    /// <summary>The class whose arguments these are, for messages.</summary>
    internal string? Owner { get; set; }

    /// <summary>The arguments as JSON.</summary>
    public JsonObject ToJson() => (JsonObject)json.DeepClone();

    /// <summary>The arguments as JSON text; infinities and NaN are bare words in it, as Python writes them.</summary>
    public override string ToString() => PythonJson.WriteCompact(json);

    /// <summary>Marks arguments as read that the class does not need, such as those of earlier releases.</summary>
    /// <param name="keys">The names of the arguments.</param>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
            read.Add(key);
    }
}
