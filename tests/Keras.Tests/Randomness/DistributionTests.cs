using Keras.Operations;
using Keras.Tracing;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Randomness;

/// <summary>Random numbers of each distribution of <c>keras.random</c>: their moments, which are those of the formulas in both
/// compilers, their limits, and that the parts of a batch draw what the whole batch draws.</summary>
public sealed class DistributionTests
{
    private const int Count = 40_000;

    private static readonly Dictionary<string, (Func<RandomSource, Shape, Symbol> Draw, double Mean, double Variance)> Distributions = new()
    {
        ["uniform"] = ((r, s) => r.Uniform(s, -1, 3), 1, 16.0 / 12),
        ["normal"] = ((r, s) => r.Normal(s, 2, 3), 2, 9),
        ["truncated normal"] = ((r, s) => r.TruncatedNormal(s, 2, 3), 2, 9 * 0.7737),
        ["integers"] = ((r, s) => r.RandInt(s, -3, 4, DType.Float32), 0, 4),
        ["integers of 64 bits"] = ((r, s) => r.RandInt(s, 5_000_000_000, 5_000_000_002, DType.Int64) - 5_000_000_000, 0.5, 0.25),
        ["classes"] = ((r, s) => r.Categorical(Logits(s[0]), (int)s[1]), 1.6, 0.44),
        ["gamma of 0.3"] = ((r, s) => r.Gamma(s, 0.3), 0.3, 0.3),
        ["gamma of 2.5"] = ((r, s) => r.Gamma(s, 2.5, DType.Float64), 2.5, 2.5),
        ["gamma of 500"] = ((r, s) => r.Gamma(s, 500), 500, 500),
        ["gamma in half precision"] = ((r, s) => r.Gamma(s, 3, DType.Float16), 3, 3),
        ["beta of 2 and 3"] = ((r, s) => r.Beta(s, 2, 3), 0.4, 0.04),
        ["beta of 0.01 and 0.03"] = ((r, s) => r.Beta(s, 0.01, 0.03), 0.25, 0.1875 / 1.04),
        ["dropout"] = ((r, s) => r.Dropout(Ones(s), 0.2), 1, 0.25),
    };

    public static TheoryData<string> Names => [.. Distributions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Moments_are_those_of_the_distribution_in_both_compilers(string name)
    {
        (Func<RandomSource, Shape, Symbol> draw, double mean, double variance) = Distributions[name];
        foreach (bool compile in new[] { false, true })
        {
            double[] numbers = Draw(draw, compile);
            double average = numbers.Average(), spread = numbers.Average(v => (v - mean) * (v - mean));
            Assert.True(numbers.All(double.IsFinite));
            // Five standard deviations of the mean, and a twentieth of the variance.
            Assert.Equal(mean, average, (5 * Math.Sqrt(variance / Count)) + 1e-3);
            Assert.Equal(variance, spread, 0.05 * variance);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parts_of_a_batch_draw_what_the_whole_batch_draws(string name)
    {
        Func<RandomSource, Shape, Symbol> draw = Distributions[name].Draw;
        double[] whole = Rows(null), second = Rows(new PartOfBatch(2, 2, 4));
        Assert.Equal(whole[6..], second, (a, b) => Math.Abs(a - b) <= 1e-6 * Math.Max(1, Math.Abs(a)));

        double[] Rows(PartOfBatch? part) => Draw(draw, compile: false, [part?.Count ?? 4, 3], part);
    }

    [Fact]
    public void Binomial_numbers_count_successes_and_parts_have_those_of_their_places()
    {
        using Tensor trials = Tensor.Create<float>([10, 1000]), chances = Tensor.Scalar(0.3f);
        using Tensor drawn = RandomTensors.Binomial([20_000, 2], trials, chances, seed: 3);
        float[] values = drawn.ToArray<float>();
        double[] few = [.. values.Where((_, i) => i % 2 == 0).Select(v => (double)v)], many = [.. values.Where((_, i) => i % 2 == 1)
            .Select(v => (double)v)];
        Assert.All(values, v => Assert.Equal(MathF.Round(v), v));
        Assert.Equal((3, 300), (few.Average(), many.Average()), (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.06
            && Math.Abs(a.Item2 - b.Item2) < 0.6);
        Assert.Equal(2.1, few.Average(v => (v - 3) * (v - 3)), 0.1);
        double[] whole = Rows(null), second = Rows(new PartOfBatch(2, 2, 4));
        Assert.Equal(whole[6..], second);

        static double[] Rows(PartOfBatch? part) => Draw(
            (r, s) => r.Binomial(s, Ones(s) * 50, Ones(s) * 0.5), compile: false, [part?.Count ?? 4, 3], part);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_flow_to_the_parameters_of_gamma_and_beta(bool compile)
    {
        using Tensor parameters = Tensor.Create<float>([0.3f, 2f, 3f]), seed = Tensor.Create<long>([5, 0]);
        using Function function = Function.Trace("gradients", [TensorSpec.Of(parameters), TensorSpec.Of(seed)], x =>
        {
            RandomSource random = new(x[1]);
            Symbol gamma = random.Gamma([Count], x[0][0]), beta = random.Beta([Count], x[0][1], x[0][2]);
            return [Gradients.Of(Ops.Mean(gamma), x[0])[0]!.Value, Gradients.Of(Ops.Mean(beta), x[0])[0]!.Value];
        }, new FunctionOptions { Compile = compile });
        Tensor[] results = EagerFunctions.Run(function, [parameters, seed]);
        float[] byGamma = results[0].ToArray<float>(), byBeta = results[1].ToArray<float>();
        Array.ForEach(results, r => r.Dispose());
        // The mean of a gamma distribution is its parameter, that of a beta distribution a / (a + b).
        Assert.Equal(1, byGamma[0], 0.05);
        Assert.Equal(3.0 / 25, byBeta[1], 0.01);
        Assert.Equal(-2.0 / 25, byBeta[2], 0.01);
    }

    [Fact]
    public void The_same_seed_gives_the_same_tensor_and_no_seed_another_one()
    {
        using Tensor first = RandomTensors.Normal([5], seed: 7), second = RandomTensors.Normal([5], seed: 7),
            other = RandomTensors.Normal([5], seed: 8), one = RandomTensors.Normal([5]), two = RandomTensors.Normal([5]);
        Assert.Equal(first.ToArray<float>(), second.ToArray<float>());
        Assert.NotEqual(first.ToArray<float>(), other.ToArray<float>());
        Assert.NotEqual(one.ToArray<float>(), two.ToArray<float>());
        using Tensor whole = RandomTensors.Normal([2, 2], dtype: DType.Float64, seed: 1), scaled = RandomTensors.Gamma([3], 0.5, seed: 1),
            share = RandomTensors.Beta([3], 1, 1, seed: 1), cut = RandomTensors.TruncatedNormal([100], seed: 1);
        Assert.Equal(DType.Float64, whole.DType);
        Assert.All(scaled.ToArray<float>(), v => Assert.True(v > 0));
        Assert.All(share.ToArray<float>(), v => Assert.InRange(v, 0, 1));
        Assert.All(cut.ToArray<float>(), v => Assert.InRange(v, -2, 2));
    }

    [Fact]
    public void Shuffled_slices_are_all_there_in_another_order()
    {
        using Tensor x = Tensor.Create<int>([.. Enumerable.Range(0, 60)], [2, 30]), shuffled = RandomTensors.Shuffle(x, -1, seed: 2);
        int[] values = shuffled.ToArray<int>();
        Assert.Equal([2, 30], shuffled.Shape);
        Assert.NotEqual(x.ToArray<int>(), values);
        Assert.Equal(Enumerable.Range(0, 30), values[..30].Order());
        Assert.Equal(values[..30].Select(v => v + 30), values[30..]);
    }

    [Fact]
    public void Classes_without_a_chance_are_never_drawn()
    {
        using Tensor logits = Tensor.Create<float>([float.NegativeInfinity, 0, 0, float.NegativeInfinity], [1, 4]);
        using Tensor drawn = RandomTensors.Categorical(logits, 5_000, DType.Int32, seed: 4);
        Assert.Equal([1, 5_000], drawn.Shape);
        Assert.Equal([1, 2], drawn.ToArray<int>().Distinct().Order());
    }

    [Fact]
    public void An_axis_of_the_noise_is_dropped_as_a_whole()
    {
        using Tensor x = Tensor.Full(1, DType.Float32, [50, 8]), dropped = RandomTensors.Dropout(x, 0.5, [-1, 1], seed: 6);
        float[][] rows = [.. dropped.ToArray<float>().Chunk(8)];
        Assert.All(rows, row => Assert.Single(row.Distinct()));
        Assert.Equal([0, 2], rows.Select(r => r[0]).Distinct().Order());
        using Tensor none = RandomTensors.Dropout(x, 1), all = RandomTensors.Dropout(x, 0);
        Assert.All(none.ToArray<float>(), v => Assert.Equal(0, v));
        Assert.All(all.ToArray<float>(), v => Assert.Equal(1, v));
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        using Tensor row = Tensor.Create<float>([1, 2]);
        Assert.Equal("RandInt: expected a maximum, which is excluded, above the minimum 3, got 3. (Parameter 'maximum')",
            Assert.Throws<ArgumentException>(() => RandomTensors.RandInt([2], 3, 3)).Message);
        Assert.Contains("uint8 holds numbers from 0 to 255, expected ones from -1 to 4",
            Assert.Throws<ArgumentException>(() => RandomTensors.RandInt([2], -1, 5, DType.UInt8)).Message, StringComparison.Ordinal);
        Assert.Contains("expected an alpha above 0, got 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => RandomTensors.Gamma([2], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("expected a beta above 0, got NaN",
            Assert.Throws<ArgumentOutOfRangeException>(() => RandomTensors.Beta([2], 1, double.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("expected a floating-point type, got int32",
            Assert.Throws<ArgumentException>(() => RandomTensors.Gamma([2], 1, DType.Int32)).Message, StringComparison.Ordinal);
        Assert.Contains("expected logits of two axes",
            Assert.Throws<ShapeException>(() => RandomTensors.Categorical(row)).Message, StringComparison.Ordinal);
        Assert.Contains("expected an axis of [2], got 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => RandomTensors.Shuffle(row, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("expected a noise shape of 1 axes",
            Assert.Throws<ShapeException>(() => RandomTensors.Dropout(row, 0.5, [1, 1])).Message, StringComparison.Ordinal);
    }

    private static Symbol Ones(Shape shape) => Ops.BroadcastTo(Ops.OnesLike(Graph.Current.Constant(0, DType.Float32)), shape);

    private static Symbol Logits(long rows)
    {
        using Tensor chances = Tensor.Create<float>([0.1f, 0.2f, 0.7f], [1, 3]);
        return Ops.BroadcastTo(Ops.Log(Graph.Current.Constant(chances)), [rows, 3]);
    }

    private static double[] Draw(Func<RandomSource, Shape, Symbol> draw, bool compile, Shape? shape = null, PartOfBatch? part = null)
    {
        using Tensor seed = Tensor.Create<long>([11, 3]);
        using Function function = Function.Trace("draw", [TensorSpec.Of(seed)], x =>
        {
            using TraceContext trace = new(Graph.Current) { Part = part };
            return [draw(new RandomSource(x[0]), shape ?? [Count / 40, 40])];
        }, new FunctionOptions { Compile = compile });
        Tensor[] results = EagerFunctions.Run(function, [seed]);
        using Tensor result = results[0];
        return result.ToArray<double>();
    }
}
