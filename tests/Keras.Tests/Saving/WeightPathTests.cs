using System.Text.Json;
using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>
/// The paths of weights are Keras's: where a file says how each layer was built, the layers stand alone, and the model's name is not in
/// their paths.
/// </summary>
public sealed class WeightPathTests
{
    public static TheoryData<string> Models => ["input", "deferred", "nested", "nested_built", "nested_deferred"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Paths_are_those_of_Keras(string name)
    {
        JsonElement expected = SavingFixture.Json("paths").GetProperty(name);
        using Sequential model = Make(name);
        model.Compile("adam", "mse");
        using Tensor x = SavingFixture.X, y = Tensor.Zeros(DType.Float32, [16, 1]);
        _ = model.Fit(x, y, new FitOptions { Verbose = Verbosity.Silent });
        AssertPaths("built", model.Weights);
        AssertPaths("optimizer", model.Optimizer.Weights);
        using (Model read = Model.FromJson(expected.GetProperty("json").GetString()!))
            AssertPaths("from_json", read.Weights);
        using TemporaryPath path = new(".keras"), legacy = new(".h5");
        model.Save(path.Value);
        model.Save(legacy.Value);
        using Model again = Model.Load(path.Value), older = Model.Load(legacy.Value);
        AssertPaths("keras", again.Weights);
        AssertPaths("keras_optimizer", again.Optimizer.Weights);
        AssertPaths("h5", older.Weights);
        RoundTripTests.AssertSame(model, again);
        RoundTripTests.AssertSame(model, older);

        void AssertPaths(string property, IReadOnlyList<Weight> weights) =>
            Assert.Equal(expected.GetProperty(property).EnumerateArray().Select(e => e.GetString()), weights.Select(w => w.Path));
    }

    private static Sequential Make(string name)
    {
        Dense first = new(2) { Name = "dense" }, second = new(2) { Name = "dense_1" }, last = new(1) { Name = "out" };
        return name switch
        {
            "input" => new(new InputLayer([3]), first, last) { Name = "seq" },
            "deferred" => new(first, last) { Name = "seq" },
            "nested" => new(new InputLayer([3]), new Sequential(first, second) { Name = "inner" }, last) { Name = "seq" },
            "nested_built" => new(new InputLayer([3]),
                new Sequential(new InputLayer([3]), first, second) { Name = "inner" }, last)
            { Name = "seq" },
            _ => new(new Sequential(first, second) { Name = "inner" }, last) { Name = "seq" },
        };
    }
}
