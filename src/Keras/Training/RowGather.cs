using TensorFlow;

namespace Keras.Training;

/// <summary>
/// Copies rows of columns to where they lie in order, with the ordinary kernels, which take columns of any length. So what XLA compiles
/// sees a few lengths only, and reads its batches one after another.
/// </summary>
internal static class RowGather
{
    /// <summary>Writes the function: inputs are positions of rows and the columns, outputs the rows of each column.</summary>
    public static StatefulFunction Create(TensorSpec[] columns) => StatefulFunction.Trace(
        "gather",
        [new(DType.Int32, [Shape.UnknownDimension]), .. columns],
        inputs => [.. inputs[1..].Select(column => RawOps.GatherV2(column, inputs[0], column.Graph.Constant(0, DType.Int32)))]);

    /// <summary>The rows at some positions.</summary>
    /// <param name="gather">The function.</param>
    /// <param name="order">Positions of rows.</param>
    /// <param name="from">The first position that counts.</param>
    /// <param name="length">The number of rows.</param>
    /// <param name="padded">The number of rows with padding; the padding repeats a row that no step reads.</param>
    /// <param name="columns">The columns.</param>
    public static DeviceTensors Rows(StatefulFunction gather, Tensor order, int from,
        int length, int padded, IReadOnlyList<DeviceTensor> columns)
    {
        using Tensor positions = Tensor.Create<int, (Tensor Order, int From, int Length)>(
            [padded], (order, from, length), static (target, state) =>
        {
            state.Order.AsSpan<int>().Slice(state.From, state.Length).CopyTo(target);
            target[state.Length..].Fill(target[0]);
        });
        using DeviceTensor input = DeviceTensor.From(positions);
        return new(gather.Run([input, .. columns]));
    }
}
