using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Activations along an axis.</summary>
public sealed class AxisActivationTests
{
    private static readonly float[,] X = { { 1f, 2f, 3f }, { 4f, 4f, 4f } };

    [Fact]
    public void Softmax_sums_to_1_along_its_axis()
    {
        float[] rows = Evaluate.On(X, x => Ops.Softmax(x));
        Assert.Equal(1, rows[0] + rows[1] + rows[2], 6);
        float[] columns = Evaluate.On(X, x => Ops.Softmax(x, 0));
        Assert.Equal(1, columns[0] + columns[3], 6);
        Assert.Equal(columns, Evaluate.On(X, x => Ops.Softmax(x, -2)));
    }

    [Fact]
    public void Softmax_over_all_axes_together_sums_to_1() => Assert.Equal(1, Evaluate.On(X, x => Ops.Softmax(x, [0, 1])).Sum(), 6);

    [Fact]
    public void Log_softmax_over_several_axes_is_its_logarithm() => Assert.All(
        Evaluate.On(X, x => Ops.LogSoftmax(x, [0, 1])).Zip(Evaluate.On(X, x => Ops.Log(Ops.Softmax(x, [1, 0])))),
        pair => Assert.Equal(pair.First, pair.Second, 5));

    [Theory]
    [InlineData("softmax", "Softmax")]
    [InlineData("sigmoid", "Sigmoid")]
    public void The_last_op_is_one_that_losses_look_back_from(string name, string op) => Evaluate.On(X, x =>
    {
        Symbol y = ((ActivationFunction)name).Apply(x);
        Assert.Equal(op, y.Operation.Type);
        Assert.Equal(x, y.Operation.Input(0));
        return y;
    });

    [Fact]
    public void An_axis_that_is_not_there_is_refused()
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => Evaluate.On(X, x => Ops.Softmax(x, 2)));
        Assert.Contains("Softmax: expected an axis of [2, 3], got 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_together_must_be_there_and_differ()
    {
        Assert.Throws<ArgumentException>(() => Evaluate.On(X, x => Ops.Softmax(x, [])));
        Assert.Throws<ArgumentException>(() => Evaluate.On(X, x => Ops.Softmax(x, [1, -1])));
    }

    [Fact]
    public void Glu_needs_an_even_axis() => Assert.Contains(
        "even", Assert.Throws<ShapeException>(() => Evaluate.On(X, x => Ops.Glu(x))).Message, StringComparison.Ordinal);

    [Fact]
    public void Glu_splits_the_axis_given() => Assert.Equal(3, Evaluate.On(X, x => Ops.Glu(x, 0)).Length);

    [Fact]
    public void Celu_cannot_divide_by_0() => Assert.Throws<ArgumentOutOfRangeException>(() => Evaluate.On(X, x => Ops.Celu(x, 0)));
}
