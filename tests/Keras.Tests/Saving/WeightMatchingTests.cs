using Keras.Layers;
using Keras.Tests.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>Weights of a file of another model: by name, and without those that do not fit.</summary>
public sealed class WeightMatchingTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Layers_of_the_same_name_get_their_weights_wherever_they_are()
    {
        using Sequential source = Counted(
            new(new Dense(3) { Name = "first", InputShape = [5] }, new Dense(4) { Name = "second" }) { Name = "source" });
        using Sequential target = new(
            new Dense(2) { Name = "new", InputShape = [5] }, new Dense(3) { Name = "first" }, new Dense(4) { Name = "other" });
        source.SaveWeights(directory["w.h5"]);
        float[] before = Kernel(target, "new");

        // The layer's input is another one here, so its kernel is too; the bias fits.
        Assert.Contains("Dense 'first': weight 'kernel' has shape [2, 3], but source/first/kernel has [5, 3]; load it into a model of the "
            + "same layers.",
            Assert.Throws<ModelFormatException>(() => target.LoadWeights(directory["w.h5"], byName: true)).Message,
                StringComparison.Ordinal);
        target.LoadWeights(directory["w.h5"], byName: true, skipMismatch: true);

        Assert.Equal(["Dense 'first': weight 'kernel' has shape [2, 3], but source/first/kernel has [5, 3]; left as it was."],
            target.LoadWarnings);
        Assert.Equal(before, Kernel(target, "new"));
        Assert.Equal([0f, 1, 2], Bias(target, "first"));
    }

    [Theory]
    [InlineData("w.h5")]
    [InlineData("w.weights.h5")]
    public void A_head_of_other_classes_is_skipped(string name)
    {
        using Sequential source = Create(("base", 3), ("head", 10));
        using Sequential target = Create(("base", 3), ("head", 2));
        source.SaveWeights(directory[name]);

        _ = Assert.Throws<ModelFormatException>(() => target.LoadWeights(directory[name]));
        target.LoadWeights(directory[name], skipMismatch: true);

        Assert.Equal(Kernel(source, "base"), Kernel(target, "base"));
        Assert.Equal([0f, 1], Bias(target, "head"));
        Assert.Equal(2, target.LoadWarnings.Count);
        Assert.All(target.LoadWarnings, w => Assert.EndsWith("; left as it was.", w, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_in_files_of_the_older_form_only()
    {
        using Sequential model = Create(("base", 3));
        model.SaveWeights(directory["w.weights.h5"]);

        Assert.Contains("byName is for files of the legacy format (.h5), which name their layers; this one is read layer by layer, byName: "
            + "false.",
            Assert.Throws<ModelFormatException>(() => model.LoadWeights(directory["w.weights.h5"], byName: true)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_any_of_the_names_is_told()
    {
        using Sequential source = Create(("base", 3)), target = Create(("other", 3));
        source.SaveWeights(directory["w.h5"]);

        Assert.Contains("none of its 1 layers with weights has the name of a layer of the model",
            Assert.Throws<ModelFormatException>(() => target.LoadWeights(directory["w.h5"], byName: true)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_tokens_fit_the_vocabulary_or_change_nothing()
    {
        using Sequential source = Tokens([1, 2, 3]), equal = Tokens([4, 5, 6]), smaller = Tokens([4, 5]);
        source.SaveWeights(directory["w.weights.h5"]);
        Assert.Equal([0f, 0, 5, 0], Counts(equal));

        equal.LoadWeights(directory["w.weights.h5"]);
        string message = Assert.Throws<ModelFormatException>(() => smaller.LoadWeights(directory["w.weights.h5"])).Message;

        Assert.Equal([0f, 0, 2, 0], Counts(equal));
        Assert.Contains("has a vocabulary of 3 tokens and 3 weights of them, but the file has 4; load it into a model of the same layers.",
            message, StringComparison.Ordinal);
        Assert.Equal([0f, 0, 5], Counts(smaller));

        static Sequential Tokens(double[] weights) => new(
            new InputLayer([1], dtype: DType.String),
            new StringLookup(vocabulary: [.. "abc"[..weights.Length].Select(c => $"{c}")], outputMode: "tf_idf", idfWeights: weights));

        static float[] Counts(Sequential model)
        {
            using Tensor counted = model.Predict(new[,] { { "b" } });
            return counted.ToArray<float>();
        }
    }

    private static Sequential Create(params (string Name, int Units)[] layers) => Counted(
        new([.. layers.Select((l, i) => new Dense(l.Units) { Name = l.Name, InputShape = i == 0 ? [5] : null })]));

    // Biases count from 0.
    private static Sequential Counted(Sequential model)
    {
        foreach (Layer layer in model.Layers)
        {
            using Tensor bias = Tensor.Create<float>([.. Enumerable.Range(0, (int)layer.Weights[1].Shape[0]).Select(i => (float)i)]);
            layer.Weights[1].Assign(bias);
        }

        return model;
    }

    private static float[] Kernel(Sequential model, string name) => Read(model.GetLayer(name).Weights[0]);

    private static float[] Bias(Sequential model, string name) => Read(model.GetLayer(name).Weights[1]);

    private static float[] Read(Weight weight)
    {
        using Tensor value = weight.Read();
        return value.ToArray<float>();
    }
}
