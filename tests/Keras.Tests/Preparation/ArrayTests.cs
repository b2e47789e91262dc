using System.Globalization;
using System.Text.Json;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preparation;

/// <summary><c>normalize</c>, <c>to_categorical</c> and <c>split_dataset</c> of <c>keras.utils</c> (<c>make_utils.py</c>).</summary>
public sealed class ArrayTests
{
    private static readonly Fixture Fixture = Fixture.Load("utils/utils");

    [Fact]
    public void Vectors_are_divided_by_their_norm_as_Keras_does()
    {
        foreach (JsonElement one in Fixture.Cases("normalize"))
        {
            using Tensor inputs = Typed(one.GetProperty("inputs"), one.GetProperty("input_dtype").GetString()!);
            string said = one.GetProperty("order").GetString()!;
            double order = said switch
            {
                "inf" => double.PositiveInfinity,
                "-inf" => double.NegativeInfinity,
                _ => double.Parse(said, CultureInfo.InvariantCulture),
            };
            using Tensor normalized = Keras.Utils.Normalize(inputs, one.GetProperty("axis").GetInt32(), order);
            Assert.Equal(one.GetProperty("dtype").GetString(), normalized.DType.StandardName);
            AssertClose(SequenceTests.Flat(one.GetProperty("outputs")), normalized);
        }
    }

    [Fact]
    public void Vectors_along_the_first_axis_are_divided_by_their_own_norm()
    {
        using Tensor normalized = Keras.Utils.Normalize(new float[,] { { 3, 0 }, { 4, 2 } }, axis: 0);
        AssertClose([0.6, 0, 0.8, 1], normalized);
        Assert.Throws<ArgumentOutOfRangeException>(() => Keras.Utils.Normalize(new float[2, 2], axis: 2));
        Assert.Throws<ArgumentException>(() => Keras.Utils.Normalize(new List<string> { "a" }));
    }

    [Fact]
    public void Class_numbers_of_every_shape_become_rows_as_in_Keras()
    {
        foreach (JsonElement one in Fixture.Cases("categorical"))
        {
            using Tensor labels = Typed(one.GetProperty("inputs"), one.GetProperty("dtype").GetString()!);
            JsonElement classes = one.GetProperty("num_classes");
            using Tensor rows = Keras.Utils.ToCategorical(labels, classes.ValueKind == JsonValueKind.Null ? null : classes.GetInt32());
            Assert.Equal(one.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()), rows.Shape);
            AssertClose(SequenceTests.Flat(one.GetProperty("outputs")), rows);
        }
    }

    [Fact]
    public void Class_numbers_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Keras.Utils.ToCategorical(new[] { 0, -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keras.Utils.ToCategorical(new[] { 0, 3 }, 3));
        Assert.Throws<ArgumentException>(() => Keras.Utils.ToCategorical(new List<string> { "cat" }));
    }

    [Fact]
    public void Datasets_are_divided_as_Keras_does()
    {
        foreach (JsonElement one in Fixture.Cases("splits"))
        {
            int[] rows = [.. Enumerable.Range(0, one.GetProperty("count").GetInt32())];
            SplitSize? left = Size(one.GetProperty("left")), right = Size(one.GetProperty("right"));
            if (one.GetProperty("parts").ValueKind == JsonValueKind.Null)
            {
                Assert.Throws<ArgumentException>(() => Keras.Utils.SplitDataset(Dataset.FromTensors(rows), left, right));
                continue;
            }

            (Dataset first, Dataset second) = Keras.Utils.SplitDataset(Dataset.FromTensors(rows), left, right);
            Assert.Equal(one.GetProperty("parts").EnumerateArray().Select(p => p.EnumerateArray().Select(v => v.GetInt32()).ToArray()),
                [Rows(first), Rows(second)]);
        }
    }

    [Fact]
    public void A_shuffled_split_keeps_pairs_and_follows_from_its_seed()
    {
        int[] x = [.. Enumerable.Range(0, 50)], y = [.. x.Select(v => v * 3)];
        (Dataset left, Dataset right) = Keras.Utils.SplitDataset((x, y), 0.8, shuffle: true, seed: 3);
        (Dataset again, _) = Keras.Utils.SplitDataset((x, y), 0.8, shuffle: true, seed: 3);
        int[] first = Rows(left), last = Rows(right);
        Assert.Equal(x, first.Concat(last).Order());
        Assert.NotEqual(x[..40], first);
        Assert.Equal(first, Rows(again));
        using Tensor targets = ((Pipelines.TensorDataset)left).Rows.Y!.ToTensor();
        Assert.Equal(first.Select(v => v * 3), targets.ToArray<int>());
    }

    [Fact]
    public void A_stream_of_named_inputs_is_divided_by_samples()
    {
        Dataset stream = Dataset.FromBatches(new Batch[]
        {
            new(new() { ["a"] = new[] { 1, 2, 3 }, ["b"] = new List<string> { "x", "y", "z" } }, new[] { 10, 20, 30 }),
            new(new() { ["a"] = new[] { 4 }, ["b"] = new List<string> { "w" } }, new[] { 40 }),
        });
        (Dataset left, Dataset right) = Keras.Utils.SplitDataset(stream, rightSize: 3);
        Batch first = ((Pipelines.TensorDataset)left).Rows, last = ((Pipelines.TensorDataset)right).Rows;
        using Tensor a = last.X["a"]!.ToTensor(), b = last.X["b"]!.ToTensor(), y = last.Y!.ToTensor(), single = first.X["b"]!.ToTensor();
        Assert.Equal([2, 3, 4], a.ToArray<int>());
        Assert.Equal(["y", "z", "w"], b.ToStrings());
        Assert.Equal([20, 30, 40], y.ToArray<int>());
        Assert.Equal(["x"], single.ToStrings());
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        int[] rows = [1, 2, 3];
        Assert.Contains("got neither", Assert.Throws<ArgumentException>(() => Keras.Utils.SplitDataset(Dataset.FromTensors(rows))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Keras.Utils.SplitDataset(Dataset.FromTensors(rows), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keras.Utils.SplitDataset(Dataset.FromTensors(rows), 1.5));
        ArgumentException sizes = Assert.Throws<ArgumentException>(() => Keras.Utils.SplitDataset(Dataset.FromTensors(rows), 2, 2));
        Assert.Contains("of 3 samples", sizes.Message, StringComparison.Ordinal);
    }

    private static int[] Rows(Dataset dataset)
    {
        using Tensor rows = ((Pipelines.TensorDataset)dataset).Rows.X.ToTensor();
        return rows.ToArray<int>();
    }

    private static SplitSize? Size(JsonElement size) => size.ValueKind == JsonValueKind.Null ? null
        : size.GetRawText().Contains('.', StringComparison.Ordinal)
            ? SplitSize.FromDouble(size.GetDouble())
            : SplitSize.FromInt32(size.GetInt32());

    private static Tensor Typed(JsonElement nested, string dtype)
    {
        List<long> shape = [];
        for (JsonElement at = nested; at.ValueKind == JsonValueKind.Array; at = at[0])
            shape.Add(at.GetArrayLength());
        using Tensor numbers = Tensor.Create<double>(SequenceTests.Flat(nested), [.. shape]);
        return numbers.Cast(dtype switch
        {
            "float32" => DType.Float32,
            "float64" => DType.Float64,
            "bool" => DType.Bool,
            _ => DType.Int64,
        });
    }

    private static void AssertClose(double[] expected, Tensor actual)
    {
        using Tensor wide = actual.Cast(DType.Float64);
        double[] got = wide.ToArray<double>();
        Assert.Equal(expected.Length, got.Length);
        Assert.All(expected.Zip(got), p => Assert.Equal(p.First, p.Second, 1e-6 * Math.Max(1, Math.Abs(p.First))));
    }
}
