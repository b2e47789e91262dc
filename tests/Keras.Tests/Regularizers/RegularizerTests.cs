using Keras.Regularizers;
using Keras.Tests.Support;
using Xunit;

namespace Keras.Tests;

/// <summary>Penalties are those of the real Keras (3.15.1, float32).</summary>
public sealed class RegularizerTests
{
    private static readonly float[,] W = { { 1f, -2f, 3f }, { 4f, 5f, -6f } };

    public static TheoryData<Regularizer, float> Penalties => new()
    {
        { new L1(0.1), 2.1000001f },
        { new L2(0.1), 9.1f },
        { new L1L2(0.1, 0.2), 20.3f },
        { new L1L2(), 0f },
        { new OrthogonalRegularizer(0.1), 0.07309739f },
        { new OrthogonalRegularizer(0.1, "columns"), 0.085549384f },
    };

    [Theory]
    [MemberData(nameof(Penalties))]
    public void The_penalty_is_that_of_Keras(Regularizer regularizer, float expected)
    {
        float penalty = Assert.Single(Evaluate.On(W, regularizer.Apply));
        Assert.InRange(penalty, expected - 1e-6f, expected + 1e-6f);
    }

    [Fact]
    public void One_of_ones_own_is_a_function()
    {
        Regularizer largest = Regularizer.From(w => Ops.Max(Ops.Abs(w)));
        Assert.Equal([6f], Evaluate.On(W, largest.Apply));
    }

    [Fact]
    public void A_penalty_must_be_a_scalar() => Assert.Contains(
        "scalar", Assert.Throws<ShapeException>(() => Evaluate.On(W, Regularizer.From(Ops.Abs).Apply)).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_matrices_are_orthogonal() =>
        Assert.Throws<ShapeException>(() => Evaluate.On([1f, 2f], new OrthogonalRegularizer().Apply));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_factor_is_finite_and_not_negative(double factor)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new L1(factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L2(factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L1L2(factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L1L2(l2: factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrthogonalRegularizer(factor));
    }

    [Fact]
    public void A_mode_is_rows_or_columns() => Assert.Throws<UnknownNameException>(() => new OrthogonalRegularizer(mode: "diagonals"));

    [Fact]
    public void A_float_means_the_decimal_fraction_it_was_written_as() => Assert.Equal(0.1, new L2(0.1f).Factor);
}
