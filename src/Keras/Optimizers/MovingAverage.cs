using TensorFlow;

namespace Keras.Optimizers;

/// <summary>The moving average of the weights (<c>BaseOptimizer._update_model_variables_moving_average</c>).</summary>
internal static class MovingAverage
{
    public static void Write(Optimizer optimizer)
    {
        // Where gradients are accumulated these are the updates so far, so that all steps of the first round count as the first.
        Symbol iteration = optimizer.UpdateCount;
        Symbol isFirst = RawOps.Equal(iteration, iteration.Number(0));
        Symbol? overwrite = optimizer.EmaOverwriteFrequency is { } frequency
            ? RawOps.Equal(RawOps.FloorMod(iteration + 1, iteration.Number(frequency)), iteration.Number(0))
            : null;
        for (int i = 0; i < optimizer.Trained.Count; i++)
        {
            Weight weight = optimizer.Trained[i];
            Symbol value = weight;
            Symbol notFirst = 1 - isFirst.Cast(value.DType);
            Symbol momentum = notFirst * optimizer.EmaMomentum;
            Symbol average = (momentum * optimizer.Average[i].ToSymbol()) + ((1 - momentum) * value);
            optimizer.Average[i].Assign(average);
            if (overwrite is { } now)
                weight.Assign(RawOps.SelectV2(now, average, value));
        }
    }
}
