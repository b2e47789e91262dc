using TensorFlow;

namespace Keras;

/// <summary>One batch as one function: the last, partial batch of an epoch, or the batch of <c>TrainOnBatch</c>.</summary>
internal static class BatchProgram
{
    /// <summary>Writes the program.</summary>
    /// <param name="name">What the function's name begins with.</param>
    /// <param name="columns">The columns, all rows of them.</param>
    /// <param name="orderLength">How many rows the order of the epoch has.</param>
    /// <param name="rows">Rows of the batch: the last ones in the order.</param>
    /// <param name="step">Writes the step on the columns of the batch.</param>
    /// <param name="results">Writes what the program returns after it.</param>
    /// <param name="compile">Whether XLA compiles it.</param>
    public static StatefulFunction Create(
        string name, TensorSpec[] columns, long orderLength, int rows, Action<Symbol[]> step, Func<Symbol[]> results, bool compile)
    {
        TensorSpec[] inputs = [new(DType.Int32, [orderLength]), .. columns];
        using StepFunction body = StepFunction.Trace(name + "_step", inputs, arguments =>
        {
            Graph graph = arguments[0].Graph;
            Symbol positions = RawOps.Slice(arguments[0], graph.Constant([checked((int)(orderLength - rows))]), graph.Constant([rows])).WithShape([rows]);
            step([.. arguments[1..].Select(column => Ops.Take(column, positions))]);
            return [];
        });
        return StatefulFunction.FromStep(name, inputs, body, (_, arguments, weights) => body.Call(arguments, weights), results, new() { Compile = compile });
    }
}
