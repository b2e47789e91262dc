using System.Text.Json;
using Keras.Layers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>The numbers that layers of random images draw are distributed as those of the real Keras (<c>make_random_draws.py</c>): 4,096
/// draws of each side, compared by mean, standard deviation and the test of Kolmogorov and Smirnov. All seeds are fixed.</summary>
public sealed class RandomDrawTests
{
    private const int Draws = 4096;
    private static readonly Fixture Drawn = Fixture.Load("preprocessing/random_draws");

    public static TheoryData<string> Cases => [.. Drawn.Cases().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Numbers_are_distributed_as_those_of_Keras(string name)
    {
        JsonElement one = Drawn.Cases().Single(c => c.GetProperty("name").GetString() == name);
        foreach (JsonProperty number in one.GetProperty("numbers").EnumerateObject())
        {
            double[][] columns = Columns(one, number.Name, number.Value.GetArrayLength());
            foreach ((JsonElement expected, double[] drawn) in number.Value.EnumerateArray().Zip(columns))
                AssertAlike($"{name}, {number.Name}", expected, drawn);
        }
    }

    // A layer whose numbers are those of the batch is asked again and again.
    private static double[][] Columns(JsonElement one, string number, int count)
    {
        using ImagePreprocessingLayer layer = (ImagePreprocessingLayer)LayerRegistry.Instance.FromJson(WithSeed(one));
        bool isOfBatch = layer is AugMix;
        Shape shape = [isOfBatch ? 1 : Draws, 10, 6, 3];
        using StatefulFunction function = StatefulFunction.Trace(
            "draw", [new TensorSpec(DType.Float32, shape)],
            images => [layer.GetRandomTransformation(images[0])[number].Cast(DType.Float32).Reshape([-1, count])]);
        using Tensor images = Tensor.Create<float>(new float[shape.ElementCount], shape);
        List<double> all = [];
        while (all.Count < Draws * count)
        {
            Tensor[] results = function.Run([images]);
            using Tensor result = results[0];
            all.AddRange(result.ToArray<float>().Select(v => (double)v));
        }

        return [.. Enumerable.Range(0, count).Select(c => all.Where((_, i) => i % count == c).Order().ToArray())];
    }

    private static System.Text.Json.Nodes.JsonNode WithSeed(JsonElement one)
    {
        System.Text.Json.Nodes.JsonNode envelope = EnvelopeTests.Parse(one.GetProperty("layer").GetString()!);
        envelope["config"]!["seed"] = 1234;
        return envelope;
    }

    private static void AssertAlike(string what, JsonElement expected, double[] drawn)
    {
        double deviation = expected.GetProperty("deviation").GetDouble(), mean = expected.GetProperty("mean").GetDouble();
        double[] quantiles = [.. expected.GetProperty("quantiles").EnumerateArray().Select(q => q.GetDouble())];
        double error = (4 * deviation * Math.Sqrt(2.0 / Draws)) + 1e-6;
        double average = drawn.Average(), spread = Math.Sqrt(drawn.Average(v => (v - average) * (v - average)));
        Assert.True(Math.Abs(average - mean) <= error, $"{what}: expected the mean {mean}, got {average}");
        Assert.True(Math.Abs(spread - deviation) <= (0.08 * deviation) + 1e-6, $"{what}: expected the deviation {deviation}, got {spread}");
        // Above 1.95 times √(2/n) once in a thousand pairs of samples; the quantiles are a coarser step function by 1/256.
        double largest = quantiles.Max(q => Math.Abs(PartBelow(q, quantiles) - PartBelow(q, drawn)));
        double limit = (1.95 * Math.Sqrt(2.0 / Draws)) + (1.0 / 256);
        Assert.True(largest <= limit, $"{what}: expected a distance of the distributions of at most {limit}, got {largest}");
    }

    // What is equal counts half, so that decisions and integers are compared alike.
    private static double PartBelow(double value, double[] numbers)
    {
        double tolerance = 1e-6 * Math.Max(1, Math.Abs(value));
        return (numbers.Count(v => v < value - tolerance) + numbers.Count(v => v <= value + tolerance)) / (2.0 * numbers.Length);
    }
}
