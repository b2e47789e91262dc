using Keras.Layers;
using Keras.Tests.Datasets;
using Keras.Tests.Support;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

[Collection(AloneInTheProcess.Name)]
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_trained_model_predicts_the_same_elsewhere(int rows)
    {
        using Sequential model = Trained();
        model.Export(directory["1"]);
        using SavedModel served = SavedModel.Load(directory["1"]);
        AssertSame(model, served, Toy.Rows(rows, 4));
    }

    [Fact]
    public void The_signature_is_what_Keras_would_give()
    {
        using Sequential model = new(new InputLayer([2, 2]) { Name = "pixels" }, new Flatten(), new Dense(3));
        model.Export(directory["1"]);
        using SavedModel served = SavedModel.Load(directory["1"]);
        Assert.Equal(["serve", "serving_default"], served.Signatures.Keys.Order(StringComparer.Ordinal));
        SavedModelSignature signature = served.Signatures[SavedModel.DefaultSignature];
        Assert.Equal("serving_default(pixels: float32 [?, 2, 2]) -> (output_0: float32 [?, 3])", signature.ToString());
        Assert.Equal("tensorflow/serving/predict", signature.MethodName);
    }

    [Fact]
    public void Whole_numbers_stay_whole_numbers()
    {
        using Sequential model = new(new InputLayer([3], batchSize: 2, dtype: DType.Int32), new Flatten());
        model.Export(directory["1"]);
        using SavedModel served = SavedModel.Load(directory["1"]);
        using Tensor x = Tensor.Create<int>([1, 2, 3], [1, 3]);
        using Tensor y = served.Run(x);
        Assert.Equal([1, 2, 3], y.ToArray<int>());
    }

    [Fact]
    public void Half_precision_is_exported_as_it_computes()
    {
        using Sequential model = new(new Dense(3) { InputShape = [4], DTypePolicy = "mixed_float16" });
        model.Export(directory["1"]);
        using SavedModel served = SavedModel.Load(directory["1"]);
        float[,] rows = Toy.Rows(7, 4);
        using Tensor x = Tensor.FromArray(rows);
        using Tensor actual = served.Run(x);
        using Tensor expected = model.Predict(rows);
        Assert.Equal(DType.Float16, actual.DType);
        Assert.Equal(expected.ToArray<Half>(), actual.ToArray<Half>());
    }

    [Fact]
    public void A_model_that_predicted_first_is_exported_for_any_number_of_rows()
    {
        using Sequential model = new(new Dense(3), new Dropout(0.5), new Dense(2));
        using (model.Predict(Toy.Rows(5, 4)))
        {
        }

        model.Export(directory["1"]);
        using SavedModel served = SavedModel.Load(directory["1"]);
        AssertSame(model, served, Toy.Rows(7, 4));
    }

    [Fact]
    public void An_export_is_of_its_moment_and_replaces_the_one_before()
    {
        using Sequential model = Trained();
        model.Export(directory["1"]);
        using SavedModel before = SavedModel.Load(directory["1"]);
        float[,] rows = Toy.Rows(7, 4);
        using Tensor old = model.Predict(rows);
        _ = model.Fit(rows, Toy.OneHot(7, 3), Toy.Silent());
        model.Export(directory["1"]);
        using SavedModel after = SavedModel.Load(directory["1"]);
        using Tensor x = Tensor.FromArray(rows);
        using Tensor still = before.Run(x);
        Assert.Equal(old.ToArray<float>(), still.ToArray<float>());
        AssertSame(model, after, rows);
        Assert.Equal(["1"], Directory.EnumerateFileSystemEntries(directory.FullName).Select(Path.GetFileName));
    }

    [Fact]
    public void A_layer_that_counts_its_calls_counts_on_when_served()
    {
        using Sequential model = new(new Counting { InputShape = [1] });
        model.Export(directory["1"]);
        using SavedModel served = SavedModel.Load(directory["1"]);
        using Tensor x = Tensor.Create<float>([0], [1, 1]);
        Assert.Equal([0f, 1f, 2f], Enumerable.Range(0, 3).Select(_ => One()));

        float One()
        {
            using Tensor y = served.Run(x);
            return y.ToScalar<float>();
        }
    }

    [Fact]
    public void What_cannot_be_exported_is_told()
    {
        using Sequential unbuilt = new(new Dense(3));
        Assert.Contains("InputShape", Assert.Throws<InvalidOperationException>(() => unbuilt.Export(directory["1"])).Message,
            StringComparison.Ordinal);
        using Sequential model = new(new Dense(3) { InputShape = [4] });
        _ = directory.Write("letter.txt", [1]);
        Assert.Contains("holds other files",
            Assert.Throws<IOException>(() => model.Export(directory.FullName)).Message, StringComparison.Ordinal);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Export(directory["1"]));
    }

    [Fact]
    public void Nothing_native_is_left() => NativeLeaks.AssertNone(() =>
    {
        using Sequential model = Trained();
        model.Export(directory["1"]);
        using SavedModel served = SavedModel.Load(directory["1"]);
        AssertSame(model, served, Toy.Rows(3, 4));
    });

    public void Dispose() => directory.Dispose();

    private static Sequential Trained()
    {
        Sequential model = Toy.Classifier();
        _ = model.Fit(Toy.Rows(12, 4), Toy.OneHot(12, 3), Toy.Silent(epochs: 2));
        return model;
    }

    private static void AssertSame(Model model, SavedModel served, float[,] rows)
    {
        using Tensor x = Tensor.FromArray(rows);
        using Tensor actual = served.Run(x);
        using Tensor expected = model.Predict(rows);
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.ToArray<float>().Zip(actual.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-6f));
    }

    private sealed class Counting : Layer
    {
        private Weight calls = null!;

        protected override void Build(Shape input) => calls = AddWeight("calls", [], new Keras.Initializers.Zeros(), trainable: false);

        protected override Symbol Call(Symbol x, CallContext context)
        {
            Symbol before = calls;
            calls.AssignAdd(before.Number(1));
            return x + before;
        }
    }
}
