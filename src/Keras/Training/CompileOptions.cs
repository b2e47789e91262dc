using Keras.Training;

namespace Keras;

/// <summary>The arguments of <c>Compile</c> as one object, with losses and metrics for each output.</summary>
public sealed record CompileOptions
{
    /// <summary>The optimizer, or a Keras name such as "adam". Default: rmsprop with its defaults, as in Keras.</summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>The losses of the outputs. Default: none, so that only the losses that layers add are minimized.</summary>
    public OutputLosses Losses { get; init; } = new();

    /// <summary>The weights of the outputs' losses in the total loss. Default: 1.</summary>
    public OutputLossWeights LossWeights { get; init; } = new();

    /// <summary>The metrics of the outputs, without sample weights. Default: none.</summary>
    public OutputMetrics Metrics { get; init; } = new();

    /// <summary>The metrics of the outputs that sample weights and class weights apply to. Default: none.</summary>
    public OutputMetrics WeightedMetrics { get; init; } = new();

    /// <summary>
    /// Whether the optimizer of a model whose policy is <c>mixed_float16</c> is wrapped in a
    /// <see cref="Optimizers.LossScaleOptimizer"/>. Default: true.
    /// </summary>
    public bool AutoScaleLoss { get; init; } = true;

    /// <summary>Whether XLA compiles the model's functions. Default: if that is faster.</summary>
    public JitCompile JitCompile { get; init; }

    /// <summary>The number of batches between two calls of batch hooks. Default: 1.</summary>
    public int StepsPerExecution { get; init; } = 1;

    /// <summary>Whether any output has a loss.</summary>
    internal bool HasLoss => Losses.Items.Any(l => l is not null);

    /// <summary>All metrics.</summary>
    internal IEnumerable<Metric> AllMetrics => Metrics.All.Concat(WeightedMetrics.All);

    /// <summary>A copy, which later changes of these options do not affect.</summary>
    internal CompileOptions Copy() => this with
    {
        Losses = Losses.Copy(),
        LossWeights = LossWeights.Copy(),
        Metrics = Metrics.Copy(),
        WeightedMetrics = WeightedMetrics.Copy(),
    };

    internal void Check()
    {
        Required.Value("Compile", "losses", Losses);
        Required.Value("Compile", "loss weights", LossWeights);
        Required.Value("Compile", "metrics", Metrics);
        Required.Value("Compile", "weighted metrics", WeightedMetrics);
        Required.Defined("Compile", JitCompile);
        Required.AtLeast("Compile", 1, StepsPerExecution);
    }

    /// <summary>The settings of each output.</summary>
    /// <param name="count">The number of outputs.</param>
    /// <param name="names">Their names; null where they have none.</param>
    /// <param name="model">The model's name.</param>
    /// <exception cref="ArgumentException">A loss or metric is for an unknown output, a loss is missing, or the number of losses, loss
    /// weights or metrics is not that of the outputs.</exception>
    internal OutputSettings[] ForOutputs(int count, IReadOnlyList<string>? names, string model)
    {
        Loss?[] losses = LossesOf(count, names, model);
        double?[] weights = WeightsOf(count, names, model);
        IReadOnlyList<Metric>[] metrics = MetricsOf(Metrics, "a metric", count, names, model);
        IReadOnlyList<Metric>[] weighted = MetricsOf(WeightedMetrics, "a weighted metric", count, names, model);
        return [.. Enumerable.Range(0, count).Select(i => new OutputSettings(names?[i], losses[i], weights[i], metrics[i], weighted[i]))];
    }

    // Each output needs a loss or null, because a missing one may be forgotten. Keras requires all if the outputs are a list, and takes
    // missing ones for null if they are a dictionary.
    private Loss?[] LossesOf(int count, IReadOnlyList<string>? names, string model)
    {
        if (Losses.IsForAll)
            return [.. Enumerable.Repeat(Losses.Items[0], count)];
        if (Losses.Count == 0)
            return new Loss?[count];
        if (IsByName(Losses, names, count, "a loss", model))
        {
            (bool IsGiven, Loss? Item)[] ordered = Losses.InOrderOf(names!, "a loss", model);
            int missing = Array.FindIndex(ordered, o => !o.IsGiven);
            return missing < 0 ? [.. ordered.Select(o => o.Item)] : throw new ArgumentException(
                $"Compile: expected a loss for each output of the model '{model}', got none for '{names![missing]}'; give null for an "
                + "output without a loss.");
        }

        return Losses.Count == count ? [.. Losses.Items] : throw WrongCount("losses", Losses.Count, count, names, model);
    }

    private double?[] WeightsOf(int count, IReadOnlyList<string>? names, string model)
    {
        if (LossWeights.Count == 0)
            return new double?[count];
        // With one output the name does not matter.
        if (count > 1 && IsByName(LossWeights, names, count, "a loss weight", model))
            return [.. LossWeights.InOrderOf(names!, "a loss weight", model).Select(o => o.IsGiven ? o.Item : (double?)null)];
        return LossWeights.Count == count
            ? [.. LossWeights.Items.Select(w => (double?)w)]
            : throw WrongCount("loss weights", LossWeights.Count, count, names, model);
    }

    private static IReadOnlyList<Metric>[] MetricsOf(OutputMetrics metrics, string setting, int count, IReadOnlyList<string>? names,
        string model)
    {
        if (count == 1)
            return [[.. metrics.All]];
        if (metrics.Count == 0)
            return [.. Enumerable.Repeat<IReadOnlyList<Metric>>([], count)];
        if (IsByName(metrics, names, count, setting, model))
            return [.. metrics.InOrderOf(names!, setting, model).Select(o => o.Item?.Items ?? [])];
        return metrics.Count == count
            ? [.. metrics.Items.Select(g => g?.Items ?? [])]
            : throw WrongCount($"{setting["a ".Length..]}s", metrics.Count, count, names, model);
    }

    private static bool IsByName<T>(PerOutput<T> settings, IReadOnlyList<string>? names, int count, string setting, string model)
    {
        if (settings.Names is not { } given)
            return false;
        if (names is not null)
            return true;
        // The name of an output that is not built yet is not known.
        return count == 1 && given.Count == 1 ? false : throw new ArgumentException(
            $"Compile: {setting} for an output '{given[0]}', but the outputs of the model '{model}' have no names; give a list in their "
            + "order.");
    }

    private static ArgumentException WrongCount(string settings, int got, int count, IReadOnlyList<string>? names, string model) => new(
        $"Compile: expected {settings} for {count} output{(count == 1 ? "" : "s")} of the model "
        + $"'{model}'{(names is null ? "" : $" ({string.Join(", ", names.Select(n => $"'{n}'"))})")}, got {got}; give a dictionary by "
        + "name, or a list in this order.");
}
