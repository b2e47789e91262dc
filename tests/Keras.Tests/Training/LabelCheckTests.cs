using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// Class indices that no class has are told with their row or batch before the weights change, whatever their type and wherever they come
/// from.
/// </summary>
public sealed class LabelCheckTests
{
    private static readonly double[] Wrong = [0, 1, 2, 0, 1, 3, 0, 1];

    public static TheoryData<DType, string> Ways
    {
        get
        {
            TheoryData<DType, string> data = [];
            foreach (DType type in (DType[])[DType.UInt8, DType.Int8, DType.UInt16, DType.Int16, DType.UInt32, DType.Int32,
                DType.UInt64, DType.Int64, DType.Float16, DType.BFloat16, DType.Float32, DType.Float64])
            {
                foreach (string way in (string[])["rows", "batches", "mapped rows", "mapped batches", "cast rows", "cast batches",
                    "mapped dataset", "mapped stream", "one batch", "validation",
                    "categories", "mapped categories", "categories of a stream"])
                    data.Add(type, way);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_wrong_class_number_is_told_before_the_weights_change(DType type, string way)
    {
        using Sequential model = Model(way.Contains("categories", StringComparison.Ordinal)
            ? "categorical_crossentropy" : "sparse_categorical_crossentropy");
        float[] before = Toy.Values(model);
        using Tensor all = Labels(type, Wrong), first = Labels(type, Wrong[..4]), second = Labels(type, Wrong[4..]);

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => Fit(model, way, all, first, second));

        Assert.Contains("class indices from 0 to 2, got 3 in sample", error.Message, StringComparison.Ordinal);
        string place = way.Contains("batches", StringComparison.Ordinal)
            || way.Contains("stream", StringComparison.Ordinal) ? "sample 1 of batch 1" : "sample 5";
        Assert.Contains(way == "categories of a stream" ? "sample 1" : place, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Toy.Values(model));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(-1, "-1")]
    [InlineData(1e30, "1E+30")]
    public void A_number_that_is_none_is_told(double label, string text)
    {
        using Sequential model = Model("sparse_categorical_crossentropy");
        using Tensor labels = Labels(DType.Float32, [0, 1, label, 2]);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(Toy.Rows(4, 4), labels, Toy.Silent())).Message;
        Assert.Contains("in sample 2", message, StringComparison.Ordinal);
        Assert.True(message.Contains($"got {text}", StringComparison.Ordinal)
            || message.Contains("got Infinity", StringComparison.Ordinal), message);
    }

    [Fact]
    public void The_kind_that_fits_is_checked_too()
    {
        using Sequential model = Model("crossentropy");
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(Toy.Rows(4, 4), new[] { 0, 1, 2, 3 }, Toy.Silent()));
    }

    [Fact]
    public void An_ignored_class_is_allowed_in_a_stream_and_a_map()
    {
        using Sequential model = Model(new Keras.Losses.SparseCategoricalCrossentropy(ignoreClass: -1));
        Data labels = ((Data)new[] { 0, 1, -1, 2 }).Cast(DType.Int64);
        Assert.True(double.IsFinite(model.Fit(Toy.Rows(4, 4), labels, Toy.Silent())["loss"][0]));
        Dataset stream = Dataset.FromBatches([new Batch(Toy.Rows(4, 4), labels)]);
        Assert.True(double.IsFinite(model.Fit(stream, Toy.Silent())["loss"][0]));
        // 255 is not the -1 of a byte.
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(Toy.Rows(4, 4), new byte[] { 0, 1, 255, 2 }, Toy.Silent()));
    }

    [Fact]
    public void Labels_of_more_axes_are_told_by_their_sample()
    {
        using Sequential model = new(new Dense(3, "softmax") { InputShape = [2, 4] });
        model.Compile("sgd", "sparse_categorical_crossentropy");
        int[,] labels = { { 0, 1 }, { 2, 0 }, { 1, 7 } };
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(new float[3, 2, 4], labels, Toy.Silent())).Message;
        Assert.Contains("got 7 in sample 2;", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_that_become_rows_of_classes_are_checked_in_prediction()
    {
        using Sequential model = new(new Dense(1) { InputShape = [3] });
        Data x = ((Data)new[] { 0f, 1f, 3f }).Cast(DType.Int32).ToCategorical(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(x));
        Assert.Throws<ArgumentOutOfRangeException>(() => x.ToTensor());
    }

    private static void Fit(Sequential model, string way, Tensor all, Tensor first, Tensor second)
    {
        float[,] x = Toy.Rows(8, 4), four = Toy.Rows(4, 4);
        FitOptions silent = Toy.Silent(1, 2);
        // One less and one more: what the model sees is again what it was.
        Data Mapped(Tensor labels) => ((Data)labels).Cast(DType.Float32).Map(y => (y * 2) - y);
        switch (way)
        {
            case "rows": model.Fit(x, all, silent); break;
            case "batches": model.Fit(Dataset.FromBatches([new Batch(four, first), new Batch(four, second)]), silent); break;
            case "mapped rows": model.Fit(x, Mapped(all), silent); break;
            case "mapped batches":
                model.Fit(
                Dataset.FromBatches([new Batch(four, Mapped(first)), new Batch(four, Mapped(second))]), silent); break;
            case "cast rows": model.Fit(x, ((Data)all).Cast(DType.Int32), silent); break;
            case "cast batches":
                model.Fit(Dataset.FromBatches(
                [new Batch(four, ((Data)first).Cast(DType.UInt8)), new Batch(four, ((Data)second).Cast(DType.UInt8))]), silent); break;
            case "mapped dataset": model.Fit(Dataset.FromTensors(x, all).Map((a, b) => (a, b.Cast(DType.Int32))), silent); break;
            case "mapped stream":
                model.Fit(Dataset.FromBatches([new Batch(four, first), new Batch(four, second)])
                .Map((a, b) => (a, b.Cast(DType.Int32))), silent); break;
            case "one batch": model.TrainOnBatch(x, all); break;
            case "validation": model.Fit(four, first, silent with { ValidationData = (x, all) }); break;
            case "categories": model.Fit(x, ((Data)all).ToCategorical(3), silent); break;
            case "mapped categories": model.Fit(x, Mapped(all).ToCategorical(3), silent); break;
            case "categories of a stream": model.Fit(Dataset.FromBatches(Batches()), silent); break;
            default: throw new InvalidDataException(way);
        }

        IEnumerable<Batch> Batches()
        {
            yield return new(four, Mapped(first).ToCategorical(3));
            yield return new(four, Mapped(second).ToCategorical(3));
        }
    }

    private static Sequential Model(Loss loss)
    {
        Sequential model = new(new Dense(3, "softmax") { InputShape = [4] });
        model.Compile("sgd", loss, jitCompile: JitCompile.Off);
        return model;
    }

    private static Tensor Labels(DType type, double[] labels)
    {
        using Tensor doubles = Tensor.Create<double>(labels);
        return doubles.Cast(type);
    }
}
