using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keras.Optimizers;

/// <summary>
/// Which optimizer updates which weights: the one whose regular expression matches the whole of a weight's path, or the default
/// (<c>keras.optimizers.OptimizerMap</c>).
/// </summary>
public sealed class OptimizerMap : KerasObject
{
    // An expression may come from a file, and some would take for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly List<(string Pattern, Optimizer Optimizer)> patterns = [];

    /// <summary>A map.</summary>
    /// <param name="defaultOptimizer">The optimizer of the weights that no expression matches.</param>
    /// <param name="optimizers">The optimizer of each expression. Default: none.</param>
    /// <exception cref="ArgumentException">A key is no regular expression.</exception>
    public OptimizerMap(Optimizer defaultOptimizer, IEnumerable<KeyValuePair<string, Optimizer>>? optimizers = null)
    {
        ArgumentNullException.ThrowIfNull(defaultOptimizer);
        DefaultOptimizer = defaultOptimizer;
        foreach ((string pattern, Optimizer optimizer) in optimizers ?? [])
        {
            _ = Matches(pattern, "");
            patterns.Add((pattern, optimizer ?? throw new ArgumentNullException(
                nameof(optimizers), $"OptimizerMap: expected an optimizer for '{pattern}', got null.")));
        }
    }

    /// <summary>The optimizer of the weights that no expression matches.</summary>
    public Optimizer DefaultOptimizer { get; }

    /// <summary>All optimizers, each once: those of expressions, then the default.</summary>
    public IReadOnlyList<Optimizer> Optimizers => [.. patterns.Select(p => p.Optimizer).Append(DefaultOptimizer).Distinct()];

    /// <inheritdoc/>
    public override string? Module => "keras.optimizers";

    /// <summary>The optimizer of a weight's path.</summary>
    /// <param name="path">The path: "sequential/dense/kernel".</param>
    /// <exception cref="InvalidOperationException">Several expressions match it.</exception>
    public Optimizer this[string path]
    {
        get
        {
            (string Pattern, Optimizer Optimizer)[] found = [.. patterns.Where(p => p.Pattern == path || Matches(p.Pattern, path))];
            return found.Length switch
            {
                0 => DefaultOptimizer,
                1 => found[0].Optimizer,
                _ => throw new InvalidOperationException(
                    $"Several optimizers are meant for the weight '{path}': the expressions "
                    + $"{string.Join(", ", found.Select(f => $"'{f.Pattern}'"))} match it; leave one."),
            };
        }
    }

    internal static OptimizerMap FromConfig(Config config)
    {
        Optimizer defaultOptimizer = config.GetObject("default_optimizer", OptimizerRegistry.Instance)
            ?? throw new ConfigException("OptimizerMap: expected an optimizer as default_optimizer, got null.");
        JsonObject map = config.GetNode("optimizer_map") as JsonObject ?? [];
        return new(defaultOptimizer,
            map.Select(p => KeyValuePair.Create(p.Key, OptimizerRegistry.Instance.FromJson((JsonObject)p.Value!.DeepClone()))));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        JsonObject map = [];
        foreach ((string pattern, Optimizer optimizer) in patterns)
            map[pattern] = SerializedObject.Wrap(optimizer);
        config.Set("default_optimizer", DefaultOptimizer).SetNode("optimizer_map", map);
    }

    private static bool Matches(string pattern, string path) =>
        Regex.IsMatch(path, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, Patience);
}
