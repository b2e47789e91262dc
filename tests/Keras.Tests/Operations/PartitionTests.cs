using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>The order within the parts of a partition, which Keras gives on TensorFlow: up to rank k rising, behind it falling.</summary>
public sealed class PartitionTests
{
    [Fact]
    public void Those_up_to_the_rank_ascend_and_the_others_descend()
    {
        using Tensor positions = Ops.ArgPartition(Tensor.FromArray(new float[] { 3, 1, 2, 9, 7, 8, 0, 5 }), 3);
        Assert.Equal([6, 1, 2, 0, 3, 5, 4, 7], positions.ToArray<int>());
    }

    [Fact]
    public void Without_an_axis_the_elements_of_all_axes_are_partitioned()
    {
        using Tensor positions = Ops.ArgPartition(Tensor.FromArray(new float[,] { { 3, 1, 2 }, { 9, 7, 8 } }), 1, axis: null);
        Assert.Equal([1, 2, 3, 5, 4, 0], positions.ToArray<int>());
    }

    [Fact]
    public void Equal_elements_keep_the_order_of_their_positions()
    {
        using Tensor positions = Ops.ArgPartition(Tensor.FromArray(new[] { 5, 2, 5, 2, 5 }), 0);
        Assert.Equal([1, 0, 2, 4, 3], positions.ToArray<int>());
    }

    [Fact]
    public void A_rank_begins_at_zero() =>
        Assert.Throws<ArgumentOutOfRangeException>("kth", () => Ops.ArgPartition(Tensor.FromArray(new float[] { 1, 2 }), -1));
}
