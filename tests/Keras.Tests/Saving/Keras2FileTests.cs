using System.Text.Json;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>A whole model in the form of Keras 2.15, checked by the reader of Keras 3 (<c>Fixtures/make_keras2.py</c>).</summary>
public sealed class Keras2FileTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "models");

    [Fact]
    public void It_is_read_as_Keras_3_reads_it()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "keras2.json")));
        JsonElement expected = document.RootElement;
        using Model model = Model.Load(Path.Combine(Folder, "keras2.h5"));
        Assert.Empty(model.LoadWarnings);
        Assert.Equal(["flatten", "dense", "dropout", "out"], model.Layers.Select(l => l.Name));
        AssertEqual(expected.GetProperty("weights"), model.Weights);
        // More than Keras 3, which loses the state of optimizers in this form.
        AssertEqual(expected.GetProperty("optimizer"), model.Optimizer.Weights);
        Assert.Equal(0.002, model.Optimizer.LearningRate);
        Assert.Equal(["accuracy"], model.Settings.Metrics.All.Select(m => m.Name));
        using Tensor x = Tensor.Create<float>(SavingFixture.Floats(expected.GetProperty("x")), [5, 2, 3]), predictions = model.Predict(x);
        float[] wanted = SavingFixture.Floats(expected.GetProperty("predictions")), got = predictions.ToArray<float>();
        Assert.Equal(wanted.Length, got.Length);
        for (int i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], got[i], 1e-6f);
    }

    /// <summary>A <c>.keras</c> file in the form of TensorFlow 2.13 to 2.15 (<c>Fixtures/make_keras213.py</c>); Keras 3 loads it with
    /// compile=False only.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_archive_of_2_13_is_read(bool compile)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "keras213.json")));
        JsonElement expected = document.RootElement;
        using Model model = Model.Load(Path.Combine(Folder, "keras213.keras"), compile);
        Assert.Empty(model.LoadWarnings);
        AssertEqual(expected.GetProperty("weights"), model.Weights);
        using Tensor x = Tensor.Create<float>(SavingFixture.Floats(expected.GetProperty("x")), [5, 2, 3]), predictions = model.Predict(x);
        float[] wanted = SavingFixture.Floats(expected.GetProperty("predictions")), got = predictions.ToArray<float>();
        Assert.All(wanted.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Equal(compile, model.IsCompiled);
        if (!compile)
            return;
        AssertEqual(expected.GetProperty("optimizer"), model.Optimizer.Weights);
        Assert.Equal(Reduction.SumOverBatchSize, model.Loss!.Reduction);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        RoundTripTests.AssertSame(model, again);
    }

    private static void AssertEqual(JsonElement list, IReadOnlyList<Weight> weights)
    {
        Assert.Equal(list.GetArrayLength(), weights.Count);
        for (int i = 0; i < weights.Count; i++)
        {
            using Tensor value = weights[i].Read(), floats = value.Cast(DType.Float32);
            Assert.Equal(SavingFixture.Floats(list[i]), floats.ToArray<float>());
        }
    }
}
