using TensorFlow;

namespace Keras;

/// <content>
/// Weights that take their gradients as values, such as the scales of float8 (<c>overwrite_with_gradient</c> of <c>keras.Variable</c>).
/// </content>
public abstract partial class Optimizer
{
    // In the order in which Keras has the weights of a model that was read from a file, the only one in which it reads the state again:
    // of a layer first those that take their gradients as values.
    private readonly OrderedDictionary<Weight, Weight> accumulators = [];

    /// <summary>The weights of <see cref="Trained"/> and those that take their gradients as values, in the order of <c>Build</c>.</summary>
    internal IReadOnlyList<Weight> BuiltFor { get; private set; } = [];

    /// <summary>
    /// <see cref="Weights"/> in the order of a model that Keras quantized itself, not read from a file: of a layer first the weights that
    /// are trained.
    /// </summary>
    internal IReadOnlyList<Weight> QuantizedWeightOrder =>
    [
        .. OwnState,
        .. Average,
        .. ByLayer(BuiltFor, overwrittenFirst: false).Where(accumulators.ContainsKey).Select(w => accumulators[w]),
        .. slots.Skip(Average.Count + accumulators.Count),
        .. Inner.SelectMany(o => o.QuantizedWeightOrder),
    ];

    private bool Accumulates => GradientAccumulationSteps is not null || Inner.Any(o => o.Accumulates);

    /// <summary>
    /// Writes the values of weights that take their gradients. Where gradients are accumulated, the largest of the steps, elementwise,
    /// counts, and is taken with the update (<c>BaseOptimizer._overwrite_variables_directly_with_gradients</c>).
    /// </summary>
    private protected virtual void Overwrite(IReadOnlyList<(Weight Weight, Symbol Value)> values)
    {
        foreach ((Weight weight, Symbol value) in values)
        {
            if (GradientAccumulationSteps is not { } steps)
            {
                weight.Assign(value);
                continue;
            }

            Weight accumulator = accumulators[weight];
            Symbol isUpdate = IsUpdate(steps), largest = RawOps.Maximum(value, accumulator);
            weight.Assign(RawOps.SelectV2(isUpdate, largest, weight));
            accumulator.Assign(RawOps.SelectV2(isUpdate, RawOps.ZerosLike(largest), largest));
        }
    }

    /// <summary>Passes the values on to an optimizer that this one is made of.</summary>
    private protected static void OverwriteBy(Optimizer inner, IReadOnlyList<(Weight Weight, Symbol Value)> values) =>
        inner.Overwrite(values);

    /// <summary>Whether this step, of so many whose gradients are accumulated, updates the weights.</summary>
    internal Symbol IsUpdate(int steps)
    {
        Symbol iteration = IterationWeight;
        return RawOps.Equal(RawOps.FloorMod(iteration + 1, iteration.Number(steps)), iteration.Number(0));
    }

    private void AddAccumulators(IEnumerable<Weight> weights)
    {
        foreach (Weight weight in ByLayer(weights, overwrittenFirst: true))
            accumulators[weight] = AddSlot(weight, "gradient_accumulator");
        Accumulated = [.. Trained.Select(w => accumulators[w])];
    }

    private static IEnumerable<Weight> ByLayer(IEnumerable<Weight> weights, bool overwrittenFirst) =>
        !weights.Any(w => w.OverwriteWithGradient) ? weights : weights
            .GroupBy(w => w.Path[..(w.Path.LastIndexOf('/') + 1)], StringComparer.Ordinal)
            .SelectMany(layer => layer.OrderBy(w => w.OverwriteWithGradient != overwrittenFirst));

    private bool LacksAccumulator(Weight weight) => weight.OverwriteWithGradient && Accumulates && !BuiltFor.Contains(weight);
}
