using TensorFlow;

namespace Keras;

/// <summary>
/// The batches of an epoch as one function: inputs are the first and the last step, the order of the rows and the columns that hold them; the loop over the
/// batches is inside. Weights, optimizer state and metrics go round in it as values and are assigned once at its end.
/// </summary>
internal static class LoopProgram
{
    /// <summary>Writes the program.</summary>
    /// <param name="name">What the function's name begins with.</param>
    /// <param name="columns">The columns, all rows of them.</param>
    /// <param name="orderLength">How many rows an epoch takes.</param>
    /// <param name="batchSize">Rows of a batch.</param>
    /// <param name="step">Writes one step on the columns of a batch.</param>
    /// <param name="results">Writes what the program returns, after the last step.</param>
    /// <param name="compile">Whether XLA compiles it.</param>
    public static StatefulFunction Create(
        string name, TensorSpec[] columns, long orderLength, int batchSize, Action<Symbol[]> step, Func<Symbol[]> results, bool compile)
    {
        TensorSpec scalar = new(DType.Int32, Shape.Scalar);
        TensorSpec[] inputs = [scalar, scalar, new(DType.Int32, [orderLength]), .. columns];
        using StepFunction body = StepFunction.Trace(name + "_step", inputs, arguments =>
        {
            Symbol index = arguments[0];
            Symbol rows = RawOps.Slice(arguments[2], Ops.ExpandDims(index * batchSize, 0), index.Graph.Constant([batchSize])).WithShape([batchSize]);
            step([.. arguments[3..].Select(column => Ops.Take(column, rows))]);
            return [index + 1, .. arguments[1..]];
        });
        using Function condition = Function.Trace(name + "_condition", body.Function.Inputs, values => [RawOps.Less(values[0], values[1])]);
        return StatefulFunction.FromStep(
            name,
            inputs,
            body,
            (_, arguments, weights) =>
            {
                Symbol[] last = ControlFlow.While([.. arguments, .. weights], condition, body.Function);
                return ([], last[arguments.Length..]);
            },
            results,
            new() { Compile = compile });
    }
}
