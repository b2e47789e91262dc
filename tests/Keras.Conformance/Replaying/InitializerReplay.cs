using System.Text.Json.Nodes;
using Keras.Initializers;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>First values: exact, or of random ones their mean and their standard deviation.</summary>
internal sealed class InitializerReplay : Replay
{
    // Of fewer numbers the statistics tell nothing.
    private const int Enough = 100;

    protected override string? MissingClass(ConformanceCase item) =>
        Classes.Knows(InitializerRegistry.Instance, item.ClassName) ? null : item.ClassName;

    protected override void Run(ConformanceCase item, Comparison comparison)
    {
        Initializer initializer = InitializerRegistry.Instance.FromConfig(item.ClassName, new(item.Config));
        DType dtype = item.Json["dtype"] is { } name ? DTypes.Parse((string)name!) : DType.Float32;
        using Tensor values = initializer.Create(Shapes.FromJson(item.Json["shape"])!, dtype);
        if (item.Json["stats"] is { } stats)
            CompareStatistics(stats, values, comparison);
        else
            comparison.Tensor("result", item.Value("result"), values);
    }

    private static void CompareStatistics(JsonNode stats, Tensor values, Comparison comparison)
    {
        comparison.Require(values.DType.StandardName == (string)stats["dtype"]! && values.Shape == Shapes.FromJson(stats["shape"]),
            $"expected {stats["shape"]} {stats["dtype"]}, got {values}");
        if (values.Length < Enough)
            return;
        using Tensor doubles = values.Cast(DType.Float64);
        double[] numbers = doubles.ToArray<double>();
        double mean = numbers.Average(), deviation = Math.Sqrt(numbers.Average(v => (v - mean) * (v - mean)));
        double expectedMean = (double)stats["mean"]!, expectedDeviation = (double)stats["std"]!;
        comparison.Require(Math.Abs(mean - expectedMean) <= 8 * expectedDeviation / Math.Sqrt(numbers.Length),
            $"expected a mean near {expectedMean}, got {mean}");
        comparison.Require(Math.Abs(deviation - expectedDeviation) <= 0.15 * expectedDeviation,
            $"expected a standard deviation near {expectedDeviation}, got {deviation}");
    }
}
