using TensorFlow;

namespace Keras.Training;

/// <summary>
/// A function of one batch: the last, partial batch of an epoch, or the batch of <c>TrainOnBatch</c>. Its inputs are the columns of the
/// batch.
/// </summary>
internal static class BatchFunction
{
    /// <summary>Writes the function.</summary>
    /// <param name="name">The prefix of the function's name.</param>
    /// <param name="columns">The columns; for XLA of a known number of samples.</param>
    /// <param name="step">Writes the step on the columns.</param>
    /// <param name="results">Computes the outputs after the step.</param>
    /// <param name="options">The options of the function.</param>
    public static StatefulFunction Create(string name, TensorSpec[] columns,
        Action<Symbol[]> step, Func<Symbol[]> results, FunctionOptions options)
    {
        using StatelessFunction body = StatelessFunction.Trace(name + "_step", columns, arguments =>
        {
            step(arguments);
            return [];
        }, RowUpdatePolicy.Of(options.Compile, isLoop: false));
        return StatefulFunction.FromStep(name, columns, body.Weights, body.Call, results, options);
    }
}
