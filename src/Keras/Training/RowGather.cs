using TensorFlow;

namespace Keras.Training;

/// <summary>
/// Gathers samples from columns in the order of an epoch with the ordinary kernels, which take columns of any length. Functions that XLA
/// compiles then see few lengths, and read their batches sequentially.
/// </summary>
internal static class RowGather
{
    /// <summary>Writes the function from the positions of samples and the columns to the samples of each column.</summary>
    public static StatefulFunction Create(TensorSpec[] columns) => StatefulFunction.Trace(
        "gather",
        [new(DType.Int32, [Shape.UnknownDimension]), .. columns],
        inputs => [.. inputs[1..].Select(column => RawOps.GatherV2(column, inputs[0], column.Graph.Constant(0, DType.Int32)))]);

    /// <summary>Gathers samples.</summary>
    /// <param name="gather">The function.</param>
    /// <param name="order">The positions of the samples of the epoch.</param>
    /// <param name="from">The start of the samples in that order.</param>
    /// <param name="length">The number of samples.</param>
    /// <param name="padded">The number of samples including padding, which repeats a sample and is not read.</param>
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
