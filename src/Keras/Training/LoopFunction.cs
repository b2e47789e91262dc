using TensorFlow;

namespace Keras.Training;

/// <summary>
/// A function that contains the loop over batches. Weights, optimizer state and metrics are loop variables and are assigned once at its
/// end. It does not depend on the number of samples: the ordinary kernels take columns of any length, and XLA, which needs fixed lengths,
/// gets chunks of one length.
/// </summary>
internal static class LoopFunction
{
    /// <summary>
    /// The loop over samples gathered by their positions. Inputs: the first and the last step, the positions and the columns.
    /// </summary>
    /// <param name="name">The prefix of the function's name.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="step">Writes one step on the columns of a batch.</param>
    /// <param name="results">Computes the outputs after the last step.</param>
    /// <param name="options">The options of the function.</param>
    /// <param name="prepares">Whether values that depend on the weights only are precomputed before the loop.</param>
    /// <param name="unrolled">The number of steps in an iteration, as long as so many are left.</param>
    public static StatefulFunction OverOrder(
        string name, TensorSpec[] columns, int batchSize, Action<Symbol[]> step, Func<Symbol[]> results, FunctionOptions options,
        bool prepares = false, int unrolled = 1) =>
        Create(name, [new(DType.Int32, [Shape.UnknownDimension]), .. columns], step, results, options, prepares, unrolled,
            (arguments, index) =>
            {
                Symbol positions = Slice(arguments[0], index, batchSize);
                return [.. arguments[1..].Select(column => RawOps.GatherV2(column, positions, column.Graph.Constant(0, DType.Int32)))];
            });

    /// <summary>The loop over the samples of a chunk in order. Inputs: the first and the last step and the columns.</summary>
    /// <inheritdoc cref="OverOrder"/>
    public static StatefulFunction OverChunk(
        string name, TensorSpec[] columns, int batchSize, Action<Symbol[]> step, Func<Symbol[]> results, FunctionOptions options,
        bool prepares = false, int unrolled = 1) =>
        Create(name, columns, step, results, options, prepares, unrolled,
            (arguments, index) => [.. arguments.Select(column => Rows(column, index, batchSize))]);

    private static StatefulFunction Create(
        string name,
        TensorSpec[] data,
        Action<Symbol[]> step,
        Func<Symbol[]> results,
        FunctionOptions options,
        bool prepares,
        int unrolled,
        Func<Symbol[], Symbol, Symbol[]> batch)
    {
        TensorSpec scalar = new(DType.Int32, Shape.Scalar);
        TensorSpec[] inputs = [scalar, scalar, .. data];
        using PreparedStep? prepared = !prepares ? null : PreparedStep.Trace(
            name + "_step", inputs, arguments => step(batch(arguments[2..], arguments[0])), new ScalableOutputs());
        if (prepared is not null)
            return StatefulFunction.FromStep(
                name, inputs, prepared.Weights, (arguments, weights) => ([], prepared.Loop(name, arguments, weights)), results, options);
        using StatelessFunction body = StatelessFunction.Trace(name + "_step", inputs, arguments =>
        {
            step(batch(arguments[2..], arguments[0]));
            return [arguments[0] + 1, .. arguments[1..]];
        }, RowUpdatePolicy.Of(options.Compile, isLoop: true));
        using Function condition = Function.Trace(name + "_condition", body.Function.Inputs, values => [RawOps.Less(values[0], values[1])]);
        return StatefulFunction.FromStep(
            name,
            inputs,
            body.Weights,
            (arguments, weights) =>
            {
                Symbol[] last = [.. arguments, .. weights];
                if (unrolled > 1)
                    last = Unrolled(name, last, body.Function, unrolled);
                last = ControlFlow.While(last, condition, body.Function);
                return ([], last[arguments.Length..]);
            },
            results,
            options);
    }

    // The executor handles each loop variable four times in an iteration, which takes a third of a millisecond where the moments of many
    // weights are among them.
    private static Symbol[] Unrolled(string name, Symbol[] values, Function step, int count)
    {
        using Function steps = Function.Trace(name + "_steps", step.Inputs, given =>
        {
            for (int i = 0; i < count; i++)
                given = step.Call(given);
            return given;
        });
        using Function condition = Function.Trace(
            name + "_steps_condition", step.Inputs, given => [RawOps.LessEqual(given[0] + count, given[1])]);
        return ControlFlow.While(values, condition, steps);
    }

    /// <summary>
    /// The samples of a batch, gathered rather than sliced: XLA's cost model on CPU counts all bytes that a gather may read, and so divides
    /// the work on the samples among several threads, which are then awake for the operations that follow.
    /// </summary>
    private static Symbol Rows(Symbol column, Symbol index, int batchSize)
    {
        using Tensor numbers = Tensor.Create<int>([.. Enumerable.Range(0, batchSize)]);
        Symbol positions = (index * batchSize) + column.Graph.Constant(numbers);
        return RawOps.GatherV2(column, positions, column.Graph.Constant(0, DType.Int32));
    }

    private static Symbol Slice(Symbol positions, Symbol index, int batchSize)
    {
        using Tensor size = Tensor.Create<int>([batchSize]);
        return RawOps.Slice(positions, Ops.Stack([index * batchSize]), positions.Graph.Constant(size)).WithShape([batchSize]);
    }
}
