using Keras.Constraints;
using Keras.Tests.Support;
using Xunit;

namespace Keras.Tests;

/// <summary>Constraints project as the real Keras does (3.15.1, float32).</summary>
public sealed class ConstraintTests
{
    private static readonly float[,] W = { { 1f, -2f, 3f }, { 4f, 5f, -6f } };

    public static TheoryData<Constraint, float[]> Projections => new()
    {
        { new MaxNorm(2), [0.48507127f, -0.74278134f, 0.8944272f, 1.9402851f, 1.8569534f, -1.7888544f] },
        { new MaxNorm(2, [0, 1]), [0.20965695f, -0.4193139f, 0.62897086f, 0.8386278f, 1.0482848f, -1.2579417f] },
        { new UnitNorm(1), [0.26726124f, -0.5345225f, 0.8017837f, 0.45584232f, 0.5698029f, -0.68376344f] },
        { new MinMaxNorm(0.5, 2, 0.7, 1), [0.6741657f, -1.3483315f, 2.0224971f, 1.8381792f, 2.297724f, -2.7572690f] },
        { new NonNeg(), [1f, 0f, 3f, 4f, 5f, 0f] },
    };

    [Theory]
    [MemberData(nameof(Projections))]
    public void The_projection_is_that_of_Keras(Constraint constraint, float[] expected) =>
        Assert.All(expected.Zip(Evaluate.On(W, constraint.Apply)),
            pair => Assert.InRange(pair.Second, pair.First - 1e-6f, pair.First + 1e-6f));

    [Fact]
    public void Zeros_stay_zeros() => Assert.Equal([0f, 0f], Evaluate.On([0f, 0f], new UnitNorm().Apply));

    [Fact]
    public void One_of_ones_own_is_a_function() =>
        Assert.Equal([0f, 1f], Evaluate.On([-3f, 3f], Constraint.From(w => Ops.Clip(w, 0, 1)).Apply));

    [Fact]
    public void An_axis_must_be_there()
    {
        Assert.Throws<ShapeException>(() => Evaluate.On(W, new MaxNorm(axis: 2).Apply));
        Assert.Throws<ArgumentException>(() => new UnitNorm([]));
    }

    [Fact]
    public void Norms_are_numbers_in_order()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxNorm(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MinMaxNorm(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MinMaxNorm(rate: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MinMaxNorm(rate: double.NaN));
    }
}
