using Keras.Operations;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>Symbols are indexed as NumPy arrays are, in C#'s words.</summary>
public sealed class IndexingTests
{
    // 0 … 23 in the shape [2, 3, 4].
    private static readonly float[] Numbers = [.. Enumerable.Range(0, 24).Select(n => (float)n)];

    [Fact]
    public void A_range_an_axis_and_an_integer_that_drops_one() => Gives([2, 1], [7, 19], x => x[.., 1..^1, 3]);

    [Fact]
    public void Axes_not_named_are_whole() => Gives([3, 4], Numbers[12..], x => x[1]);

    [Fact]
    public void Integers_count_from_the_end_as_in_Python_and_in_CSharp()
    {
        Gives([3, 4], Numbers[12..], x => x[-1]);
        Gives([3, 4], Numbers[12..], x => x[^1]);
    }

    [Fact]
    public void An_ellipsis_stands_for_the_axes_that_are_left() => Gives([2, 3], [1, 5, 9, 13, 17, 21], x => x[Indexer.Ellipsis, 1]);

    [Fact]
    public void A_new_axis_has_length_1() => Gives([2, 1, 4], [0, 1, 2, 3, 12, 13, 14, 15], x => x[.., Indexer.NewAxis, 0]);

    [Fact]
    public void A_negative_step_runs_backwards() => Gives([2, 2], [11, 8, 23, 20], x => x[.., -1, new Slice(Step: -3)]);

    [Fact]
    public void Ends_outside_of_the_axis_are_clamped() => Gives([2, 1, 2], [10, 11, 22, 23], x => x[.., 2..9, new Slice(-2, 100)]);

    [Fact]
    public void A_range_from_the_end_is_empty() => Gives([0, 3, 4], [], x => x[^0..]);

    [Fact]
    public void A_scalar_symbol_drops_its_axis() => Gives([2, 4], [8, 9, 10, 11, 20, 21, 22, 23], x => x[.., Number(x, -1)]);

    [Fact]
    public void A_list_of_positions_gathers() => Gives(
        [2, 2, 4], [.. Numbers[8..12], .. Numbers[..4], .. Numbers[20..24], .. Numbers[12..16]], x => x[.., x.Graph.Constant([2, 0])]);

    [Fact]
    public void Computed_and_fixed_positions_meet() => Gives([2], [21, 20], x => x[Number(x, 1), -1, x.Graph.Constant([1, 0])]);

    [Fact]
    public void A_batch_of_unknown_size_stays_unknown()
    {
        using Function function = Function.Trace("index", [new(DType.Float32, [-1, 3, 4])], inputs =>
        {
            Symbol part = inputs[0][.., 1.., 0];
            Assert.Equal("[?, 2]", part.Shape.ToString());
            Assert.Equal("[3, 4]", inputs[0][Number(inputs[0], 0)].Shape.ToString());
            return [part];
        });
    }

    [Fact]
    public void Slices_and_gathers_have_gradients()
    {
        float[] gradient = Evaluate.Gradient(Numbers, x => x.Reshape([2, 3, 4])[1, new Slice(null, null, -2), ..2] * 3);
        Assert.Equal(Enumerable.Range(0, 24).Select(n => n is 12 or 13 or 20 or 21 ? 3f : 0), gradient);
        Assert.Equal([0f, 2f, 0f, 1f], Evaluate.Gradient([1, 2, 3, 4], x => x[x.Graph.Constant([1, 3, -3])]));
    }

    private static Symbol Number(Symbol x, int value) => x.Graph.Constant(value, DType.Int32);

    private static void Gives(int[] shape, float[] expected, Func<Symbol, Symbol> index)
    {
        foreach (bool compile in new[] { false, true })
        {
            using Tensor x = Tensor.Create<float>(Numbers, [2, 3, 4]);
            using Function function =
                Function.Trace("index", [TensorSpec.Of(x)], inputs => [index(inputs[0])], new FunctionOptions { Compile = compile });
            using Tensor part = EagerFunctions.Run(function, [x])[0];
            Assert.Equal(shape.Select(d => (long)d), part.Shape);
            Assert.Equal(expected, part.ToArray<float>());
        }
    }
}
