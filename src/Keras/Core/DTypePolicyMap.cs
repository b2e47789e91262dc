using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keras;

/// <summary>
/// Policies for the layers inside of a layer, by their paths (<see cref="Layer.Path"/>) or by regular expressions for paths
/// (<c>keras.dtype_policies.DTypePolicyMap</c>). For itself it is the default policy.
/// </summary>
/// <example>
/// <code>
/// DTypePolicyMap map = new("float32") { ["encoder/attention/query"] = "bfloat16", ["decoder/.*"] = "float16" };
/// Console.WriteLine(map["decoder/attention"].ComputeDType);
/// </code>
/// </example>
public sealed class DTypePolicyMap : DTypePolicy, IReadOnlyDictionary<string, DTypePolicy>
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, DTypePolicy> policies = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private readonly bool hasDefault;

    /// <summary>Creates a map.</summary>
    /// <param name="defaultPolicy">The policy of paths that are not in the map. Default: float32.</param>
    /// <exception cref="ArgumentException">The default policy is a map.</exception>
    public DTypePolicyMap(DTypePolicy? defaultPolicy = null)
        : base($"map_{(defaultPolicy ?? Float32).Name}", TypesOf(defaultPolicy ?? Float32)) =>
        (DefaultPolicy, hasDefault) = (defaultPolicy ?? Float32, defaultPolicy is not null);

    /// <summary>The policy of paths that are not in the map.</summary>
    public DTypePolicy DefaultPolicy { get; }

    /// <inheritdoc/>
    public override string? QuantizationMode => DefaultPolicy.QuantizationMode;

    /// <inheritdoc/>
    public override string? Module => "keras.dtype_policies";

    /// <inheritdoc/>
    public int Count => order.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => order;

    /// <inheritdoc/>
    public IEnumerable<DTypePolicy> Values => order.Select(k => policies[k]);

    /// <summary>
    /// The policy of a path: that of the equal key, or of the one regular expression that matches all of it, or the default. Set it once
    /// for each key.
    /// </summary>
    /// <param name="key">A path, or when set a path or a regular expression.</param>
    /// <exception cref="ArgumentException">Several regular expressions match, or a key is set twice.</exception>
    public DTypePolicy this[string key]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(key);
            if (policies.TryGetValue(key, out DTypePolicy? exact))
                return exact;
            string[] matching = [.. order.Where(pattern => Matches(pattern, key))];
            return matching.Length switch
            {
                0 => DefaultPolicy,
                1 => policies[matching[0]],
                _ => throw new ArgumentException(
                    $"DTypePolicyMap: the path '{key}' matches several keys, {string.Join(", ", matching.Select(m => $"'{m}'"))}; "
                    + "expected one.", nameof(key)),
            };
        }

        set
        {
            ArgumentNullException.ThrowIfNull(key);
            ArgumentNullException.ThrowIfNull(value);
            if (!policies.TryAdd(key, value))
                throw new ArgumentException(
                    $"DTypePolicyMap: the key '{key}' has the policy '{policies[key].Name}' already; remove it first.", nameof(key));
            order.Add(key);
        }
    }

    /// <summary>Removes a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return order.Remove(key) && policies.Remove(key);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => policies.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out DTypePolicy value) => policies.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, DTypePolicy>> GetEnumerator() =>
        order.Select(k => KeyValuePair.Create(k, policies[k])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override bool Equals(DTypePolicy? other) => ReferenceEquals(this, other) || (other is DTypePolicyMap map
        && DefaultPolicy.Equals(map.DefaultPolicy) && order.SequenceEqual(map.order)
        && order.All(k => policies[k].Equals(map.policies[k])));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Count);

    internal static DTypePolicyMap FromConfig(Config config)
    {
        DTypePolicyMap map = new(config.Has("default_policy") ? FromConfig(config, "default_policy") : null);
        foreach ((string path, JsonNode? node) in config.GetNode("policy_map") as JsonObject ?? [])
            map[path] = FromConfig(new(new JsonObject { ["dtype"] = Sourced(node, map.DefaultPolicy) }), "dtype");
        return map;
    }

    /// <summary>The policy of a layer: also where the layer is inside of more than when the map was written.</summary>
    internal DTypePolicy Of(string path)
    {
        string rest = path;
        while (true)
        {
            DTypePolicy found = this[rest];
            int slash = rest.IndexOf('/', StringComparison.Ordinal);
            if (!ReferenceEquals(found, DefaultPolicy) || slash < 0 || !rest[(slash + 1)..].Contains('/', StringComparison.Ordinal))
                return found;
            rest = rest[(slash + 1)..];
        }
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config
        .SetNode("default_policy", hasDefault ? SerializedObject.Wrap(DefaultPolicy) : null)
        .SetNode("policy_map", new JsonObject(this.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)SerializedObject.Wrap(p.Value)))));

    private static string TypesOf(DTypePolicy policy) => policy switch
    {
        DTypePolicyMap => throw new ArgumentException("DTypePolicyMap: expected a policy of types as default, got a map."),
        QuantizedDTypePolicy quantized => quantized.SourceName,
        _ => policy.Name,
    };

    // Without a default policy Keras writes policies without the names of their types, which are the default's.
    private static JsonNode? Sourced(JsonNode? node, DTypePolicy defaultPolicy)
    {
        JsonNode? copy = node?.DeepClone();
        if (copy is JsonObject { } envelope && envelope["config"] is JsonObject config)
        {
            if (config.ContainsKey("source_name") && config["source_name"] is null)
                config["source_name"] = TypesOf(defaultPolicy);
            if (config.ContainsKey("name") && config["name"] is null)
                config["name"] = defaultPolicy.Name;
        }

        return copy;
    }

    private static bool Matches(string pattern, string path)
    {
        try
        {
            return Regex.IsMatch(path, $"\\A(?:{pattern})\\z", RegexOptions.CultureInvariant, MostTime);
        }
        catch (RegexParseException)
        {
            return false;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
