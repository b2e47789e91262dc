using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>Files of the real Keras, of each release, load here and go on as they would there.</summary>
public sealed class KerasFilesTests
{
    public static IEnumerable<object[]> All => SavedModels.All;

    public static IEnumerable<object[]> Releases => SavedModels.Releases.Select(r => new object[] { r });

    public static IEnumerable<object[]> Older =>
        from release in SavedModels.Releases from optimizer in (string[])["adam", "nadam"] select new object[] { release, optimizer };

    [Theory]
    [MemberData(nameof(All))]
    public void Models_load_with_everything(string release, string optimizer)
    {
        SavedModels saved = new(release, optimizer);
        using Model model = Model.Load(saved.Path);
        Assert.Empty(model.LoadWarnings);
        Assert.Equal("hidden", model.Layers[1].Name);
        saved.AssertWeights(model);
        saved.AssertOptimizer(model.Optimizer);
        saved.AssertPredictions(model);
        saved.AssertTrainsOn(model);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Models_saved_again_go_on_the_same(string release, string optimizer)
    {
        SavedModels saved = new(release, optimizer);
        using TemporaryPath path = new(".keras");
        using (Model model = Model.Load(saved.Path))
            model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        saved.AssertWeights(again);
        saved.AssertOptimizer(again.Optimizer);
        saved.AssertTrainsOn(again);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void Weights_load_into_a_model_of_the_same_layers(string release)
    {
        SavedModels saved = new(release, "adam");
        using Model model = Model.FromJson(Model.Load(saved.Path).ToJson());
        model.LoadWeights(saved.WeightsPath);
        saved.AssertWeights(model);
        saved.AssertPredictions(model);
        // Keras leaves the state of an optimizer that was never used where it is; a training that is resumed needs it.
        Assert.Empty(model.LoadWarnings);
        saved.AssertOptimizer(model.Optimizer);
    }

    [Theory]
    [MemberData(nameof(Older))]
    public void Whole_models_in_the_older_form_load(string release, string optimizer)
    {
        SavedModels saved = new(release, optimizer);
        using Model model = Model.Load(saved.LegacyPath);
        Assert.Empty(model.LoadWarnings);
        saved.AssertWeights(model);
        saved.AssertOptimizer(model.Optimizer);
        saved.AssertPredictions(model);
        using TemporaryPath path = new(".h5");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        saved.AssertOptimizer(again.Optimizer);
        saved.AssertTrainsOn(again);
        using Model other = Model.FromJson(model.ToJson());
        other.LoadWeights(path.Value);
        RoundTripTests.AssertSame(model, other);
    }

    [Fact]
    public void A_model_loads_uncompiled()
    {
        using Model model = Model.Load(new SavedModels("3.15.1", "adam").Path, compile: false);
        Assert.False(model.IsCompiled);
    }

    [Fact]
    public void Weights_and_optimizer_load_into_a_trained_model()
    {
        SavedModels saved = new("3.15.1", "adam");
        using Model model = Model.Load(saved.Path);
        using Tensor x = saved.X, y = saved.Y;
        model.Fit(x, y, new FitOptions { Epochs = 1, BatchSize = 8, Verbose = Verbosity.Silent });
        model.LoadWeights(saved.WeightsPath);
        Assert.Empty(model.LoadWarnings);
        saved.AssertOptimizer(model.Optimizer);
        saved.AssertTrainsOn(model);
    }
}
