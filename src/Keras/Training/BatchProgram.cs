using TensorFlow;

namespace Keras.Training;

/// <summary>
/// One batch as one function: the last, partial batch of an epoch, or the batch of <c>TrainOnBatch</c>. Inputs are the columns of the
/// batch.
/// </summary>
internal static class BatchProgram
{
    /// <summary>Writes the program.</summary>
    /// <param name="name">The prefix of the function's name.</param>
    /// <param name="columns">The columns, of any number of samples but for XLA.</param>
    /// <param name="step">Writes the step on the columns.</param>
    /// <param name="results">Writes what the program returns after it.</param>
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
