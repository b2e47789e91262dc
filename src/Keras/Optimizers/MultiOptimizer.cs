using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Optimizers;

/// <summary>
/// Several optimizers, each for its part of the weights (<c>keras.optimizers.MultiOptimizer</c>). Each has its own learning rate.
/// </summary>
public sealed class MultiOptimizer : Optimizer
{
    private Dictionary<Optimizer, int[]> parts = [];

    /// <summary>Several optimizers.</summary>
    /// <param name="optimizerMap">The map from the weights to the optimizers that update them.</param>
    /// <exception cref="ArgumentException">One of them is itself made of others.</exception>
    public MultiOptimizer(OptimizerMap optimizerMap)
        : base(0)
    {
        ArgumentNullException.ThrowIfNull(optimizerMap);
        if (optimizerMap.Optimizers.FirstOrDefault(o => o.Inner.Count > 0) is { } nested)
            throw new ArgumentException(
                $"MultiOptimizer: expected optimizers that make their own steps, got a {nested.ClassName}.", nameof(optimizerMap));
        OptimizerMap = optimizerMap;
    }

    /// <summary>Which optimizer updates which weights.</summary>
    public OptimizerMap OptimizerMap { get; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Optimizer> Inner => OptimizerMap.Optimizers;

    /// <inheritdoc/>
    protected internal override Optimizer? RateOwner =>
        throw new InvalidOperationException(
            "A MultiOptimizer has no learning rate of its own; read and set those of the optimizers in its OptimizerMap.");

    internal static MultiOptimizer FromConfig(Config config) => config.GetNode("optimizer_map") is JsonObject map
        ? new(OptimizerMap.FromConfig(SerializedObject.Unwrap(map).Config))
        : throw new ConfigException("MultiOptimizer: expected an OptimizerMap as optimizer_map, got null.");

    /// <inheritdoc/>
    private protected override string? OwnerOf(string argument) =>
        argument == nameof(LossScaleFactor) ? null : "optimizers of the OptimizerMap";

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Weight> trained)
    {
        parts = Enumerable.Range(0, trained.Count).GroupBy(i => OptimizerMap[trained[i].Path]).ToDictionary(p => p.Key, p => p.ToArray());
        foreach (IGrouping<Optimizer, Weight> part in BuiltFor.GroupBy(w => OptimizerMap[w.Path]))
        {
            part.Key.ReplaceLossScale(LossScaleFactor);
            part.Key.Build([.. part]);
        }
    }

    private protected override void Overwrite(IReadOnlyList<(Weight Weight, Symbol Value)> values)
    {
        foreach (IGrouping<Optimizer, (Weight Weight, Symbol Value)> part in values.GroupBy(v => OptimizerMap[v.Weight.Path]))
            OverwriteBy(part.Key, [.. part]);
    }

    /// <inheritdoc/>
    protected internal override void WriteStep(IReadOnlyList<Gradient?> gradients)
    {
        foreach (Optimizer optimizer in Inner)
        {
            if (parts.TryGetValue(optimizer, out int[]? part))
                optimizer.Apply([.. part.Select(i => gradients[i])]);
        }

        IterationWeight.Assign(IterationWeight.ToSymbol() + 1);
    }

    /// <inheritdoc/>
    protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate) =>
        OptimizerMap[weight.Path].Update(gradient, weight, rate);

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) =>
        config.Set("optimizer_map", OptimizerMap).Set("loss_scale_factor", LossScaleFactor).Set("name", Name);
}
