using Keras.Initializers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>What random initializers draw has the mean, spread and ends that their formulas say.</summary>
public sealed class InitializerDistributionTests
{
    private const int Inputs = 400;
    private const int Outputs = 300;

    // A normal distribution cut off at two standard deviations has this one left.
    private const double Cut = 0.87962566103423978;

    public static TheoryData<Initializer, double, double, double> Symmetric => new()
    {
        // Initializer, mean, standard deviation, farthest from the mean.
        { new RandomNormal(1, 0.5), 1, 0.5, double.PositiveInfinity },
        { new TruncatedNormal(1, 0.5), 1, 0.5 * Cut, 1 },
        { new RandomUniform(2, 4), 3, 1 / Math.Sqrt(3), 1 },
        { new VarianceScaling(), 0, Math.Sqrt(1.0 / Inputs), 2 / Cut * Math.Sqrt(1.0 / Inputs) },
        { new VarianceScaling(2, "fan_out", "untruncated_normal"), 0, Math.Sqrt(2.0 / Outputs), double.PositiveInfinity },
        { new VarianceScaling(3, "fan_avg", "uniform"), 0, Math.Sqrt(6.0 / (Inputs + Outputs)), Math.Sqrt(18.0 / (Inputs + Outputs)) },
        { new GlorotUniform(), 0, Math.Sqrt(2.0 / (Inputs + Outputs)), Math.Sqrt(6.0 / (Inputs + Outputs)) },
        { new GlorotNormal(), 0, Math.Sqrt(2.0 / (Inputs + Outputs)), 2 / Cut * Math.Sqrt(2.0 / (Inputs + Outputs)) },
        { new HeUniform(), 0, Math.Sqrt(2.0 / Inputs), Math.Sqrt(6.0 / Inputs) },
        { new HeNormal(), 0, Math.Sqrt(2.0 / Inputs), 2 / Cut * Math.Sqrt(2.0 / Inputs) },
        { new LecunUniform(), 0, Math.Sqrt(1.0 / Inputs), Math.Sqrt(3.0 / Inputs) },
        { new LecunNormal(), 0, Math.Sqrt(1.0 / Inputs), 2 / Cut * Math.Sqrt(1.0 / Inputs) },
    };

    [Theory]
    [MemberData(nameof(Symmetric))]
    public void Mean_spread_and_ends_are_those_of_the_formula(Initializer initializer, double mean, double deviation, double farthest)
    {
        float[] drawn = Draw(initializer);
        double average = drawn.Average(v => (double)v);
        double spread = Math.Sqrt(drawn.Average(v => (v - average) * (v - average)));
        Assert.InRange(average, mean - (5 * deviation / Math.Sqrt(drawn.Length)), mean + (5 * deviation / Math.Sqrt(drawn.Length)));
        Assert.InRange(spread, deviation * 0.99, deviation * 1.01);
        double reach = drawn.Max(v => Math.Abs(v - mean));
        Assert.InRange(reach, double.IsFinite(farthest) ? farthest * 0.99 : deviation * 3.5, farthest * 1.000001);
    }

    [Fact]
    public void Fans_follow_the_shape_or_the_axes_given()
    {
        Assert.Equal((1, 1), Fans.Of([]));
        Assert.Equal((7, 7), Fans.Of([7]));
        Assert.Equal((4, 3), Fans.Of([4, 3]));
        Assert.Equal((18, 45), Fans.Of([3, 3, 2, 5]));
        Assert.Equal((32, 64), Fans.Of([32, 4, 16], [0], [1, -1]));
        Assert.Throws<ShapeException>(() => Fans.Of([2, 3], [2], [0]));
    }

    [Theory]
    [InlineData(6, 4)]
    [InlineData(4, 6)]
    public void Orthogonal_makes_perpendicular_vectors_of_the_length_given(int rows, int columns)
    {
        using Tensor tensor = new Orthogonal(gain: 3).Create([rows, columns]);
        float[] matrix = tensor.ToArray<float>();
        int count = Math.Min(rows, columns);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
                Assert.Equal(i == j ? 9 : 0, Product(i, j), 4);
        }

        double Product(int i, int j) => rows < columns
            ? Enumerable.Range(0, columns).Sum(k => (double)matrix[(i * columns) + k] * matrix[(j * columns) + k])
            : Enumerable.Range(0, rows).Sum(k => (double)matrix[(k * columns) + i] * matrix[(k * columns) + j]);
    }

    [Fact]
    public void Orthogonal_takes_all_axes_but_the_last_together()
    {
        using Tensor tensor = new Orthogonal().Create([2, 3, 4], DType.Float16);
        Assert.Equal([2, 3, 4], tensor.Shape);
        Assert.Equal(DType.Float16, tensor.DType);
        Assert.Throws<ShapeException>(() => new Orthogonal().Create([4]));
    }

    private static float[] Draw(Initializer initializer)
    {
        using Tensor tensor = initializer.Create([Inputs, Outputs]);
        return tensor.ToArray<float>();
    }
}
