using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>Files of the real Keras that are out of the ordinary.</summary>
public sealed class UnusualFilesTests
{
    [Theory]
    [InlineData("keras")]
    [InlineData("h5")]
    public void Names_may_have_any_letters(string extension)
    {
        SavingFixture saved = new("names");
        using Model model = Model.Load(SavingFixture.Path($"names.{extension}"));
        Assert.Equal(["Modèle", "größe", "層", "été"], [model.Name, .. model.Layers.Select(l => l.Name), model.Optimizer.Name]);
        saved.AssertWeights(model);
        saved.AssertPredictions(model);
        using TemporaryPath path = new("." + extension), weights = new(".weights.h5");
        model.Save(path.Value);
        model.SaveWeights(weights.Value);
        using Model again = Model.Load(path.Value);
        Assert.Equal(model.ToJson(), again.ToJson());
        saved.AssertWeights(again);
        again.LoadWeights(SavingFixture.Path("names.weights.h5"));
        again.LoadWeights(weights.Value);
        saved.AssertWeights(again);
    }

    [Fact]
    public void Low_rank_products_are_a_part_of_the_kernel_in_files()
    {
        SavingFixture saved = new("lora");
        using Model model = Model.Load(SavingFixture.Path("lora.keras"));
        saved.AssertWeights(model, "loaded");
        saved.AssertOptimizer(model);
        saved.AssertPredictions(model);
        Dense adapted = (Dense)model.Layers[0];
        Assert.Equal((2, 3.0), (adapted.LoraRank, adapted.LoraAlpha));
        using Tensor x = SavingFixture.X, y = SavingFixture.Y;
        _ = model.Fit(x, y, new FitOptions { Epochs = 2, BatchSize = 8, Verbose = Verbosity.Silent });
        using Tensor before = model.Predict(x);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        using Tensor after = again.Predict(x), kernel = ((Dense)again.Layers[0]).Weights[3].Read();
        AssertClose(before, after);
        Assert.All(kernel.ToArray<float>(), value => Assert.Equal(0, value));
        Assert.Empty(again.LoadWarnings);
    }

    [Fact]
    public void The_older_form_has_low_rank_weights_as_they_are()
    {
        SavingFixture saved = new("lora");
        using Model model = Model.Load(SavingFixture.Path("lora.h5"));
        saved.AssertWeights(model);
        saved.AssertPredictions(model);
        using TemporaryPath path = new(".h5");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        saved.AssertWeights(again);
    }

    [Fact]
    public void A_directory_with_the_members_of_a_file_is_read()
    {
        SavingFixture saved = new("plain");
        using Model model = Model.Load(SavingFixture.Path("directory"));
        saved.AssertWeights(model);
        saved.AssertOptimizer(model);
        saved.AssertPredictions(model);
    }

    [Fact]
    public void A_directory_that_leads_elsewhere_is_refused()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("keras-saving");
        try
        {
            Assert.Contains("config.json",
                Assert.Throws<ModelFormatException>(() => Model.Load(folder.FullName)).Message, StringComparison.Ordinal);
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "config.json"), SavingFixture.Path("directory/config.json"));
            Assert.Contains("is a link", Assert.Throws<ModelFormatException>(() => Model.Load(folder.FullName)).Message,
                StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Keras writes such a file and refuses to read it, for the same reason.</summary>
    [Fact]
    public void Weights_that_are_Python_objects_are_refused_by_name() => Assert.Contains(
        "'model.weights.npz' as Python objects",
        Assert.Throws<ModelFormatException>(() => Model.Load(SavingFixture.Path("npz.keras"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_layer_in_two_models_is_one_layer_again()
    {
        Dense one = new(3, "tanh") { Name = "one" };
        using Sequential model = new(
            new InputLayer([3]), new Sequential(one, new Dense(3)) { Name = "a" }, new Sequential(one) { Name = "b" }, new Dense(2));
        Assert.Equal(6, model.Weights.Count);
        model.Compile("adam", "mse");
        using Tensor x = SavingFixture.X, y = SavingFixture.Y;
        _ = model.Fit(x, y, new FitOptions { Epochs = 1, BatchSize = 8, Verbose = Verbosity.Silent });
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        Assert.Empty(again.LoadWarnings);
        Assert.Same(((Sequential)again.Layers[0]).Layers[0], ((Sequential)again.Layers[1]).Layers[0]);
        RoundTripTests.AssertSame(model, again);
        using Tensor before = model.Predict(x), after = again.Predict(x);
        Assert.Equal(before.ToArray<float>(), after.ToArray<float>());
    }

    [Fact]
    public void What_the_one_output_was_compiled_with_is_read()
    {
        SavingFixture saved = new("weighted");
        using Model model = Model.Load(SavingFixture.Path("weighted.keras"));
        Assert.Empty(model.LoadWarnings);
        saved.AssertOptimizer(model);
        Assert.Equal(["mean_absolute_error"], model.Settings.Metrics.All.Select(m => m.Name));
        Assert.Equal(["mean_squared_error"], model.Settings.WeightedMetrics.All.Select(m => m.Name));
        Assert.Equal((2, JitCompile.Off), (model.Settings.StepsPerExecution, model.Settings.JitCompile));
    }

    private static void AssertClose(Tensor wanted, Tensor got)
    {
        float[] a = wanted.ToArray<float>(), b = got.ToArray<float>();
        for (int i = 0; i < a.Length; i++)
            Assert.Equal(a[i], b[i], 1e-6f);
    }
}
