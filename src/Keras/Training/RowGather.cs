using TensorFlow;

namespace Keras;

/// <summary>
/// Copies rows of columns to where they lie in order, with the ordinary kernels, which take columns of any length. So what XLA compiles sees a few lengths only,
/// and reads its batches one after another.
/// </summary>
internal sealed class RowGather : IDisposable
{
    private readonly Function function;
    private readonly FunctionCall call;
    private readonly int count;

    public RowGather(TensorSpec[] columns)
    {
        count = columns.Length;
        function = Function.Trace("gather", [new(DType.Int32, [Shape.UnknownDimension]), .. columns], inputs => [.. inputs[1..].Select(c => Ops.Take(c, inputs[0]))]);
        call = new(function);
    }

    /// <summary>The rows at some positions.</summary>
    /// <param name="order">Positions of rows.</param>
    /// <param name="from">The first position that counts.</param>
    /// <param name="length">How many count.</param>
    /// <param name="padded">How many rows are wanted; those behind repeat one, and no step reads them.</param>
    /// <param name="columns">The columns.</param>
    public DeviceTensor[] Rows(Tensor order, int from, int length, int padded, IReadOnlyList<DeviceTensor> columns)
    {
        using Tensor positions = Tensor.Create<int, (Tensor Order, int From, int Length)>([padded], (order, from, length), static (target, state) =>
        {
            state.Order.AsSpan<int>().Slice(state.From, state.Length).CopyTo(target);
            target[state.Length..].Fill(target[0]);
        });
        using DeviceTensor input = DeviceTensor.From(positions);
        call.SetInput(0, input);
        for (int i = 0; i < count; i++)
            call.SetInput(1 + i, columns[i]);
        call.Run();
        return [.. Enumerable.Range(0, count).Select(call.TakeOutput)];
    }

    public void Dispose()
    {
        call.Dispose();
        function.Dispose();
    }
}
