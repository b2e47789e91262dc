using System.Text.Json;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Applications;

/// <summary>Each architecture is the one that the real Keras builds, and computes the same.</summary>
public sealed class ArchitectureTests
{
    // Predictions of all others are compared by `dotnet test … -- xUnit.Explicit=on`.
    private static readonly string[] Quick =
        ["MobileNet alpha", "MobileNetV2 alpha", "MobileNetV3Small minimalistic", "MobileNetV3Large wide", "EfficientNetB0"];

    public static TheoryData<string> Names => [.. ApplicationModels.All.Keys];

    public static TheoryData<string> QuickNames => [.. ApplicationModels.All.Keys.Where(Quick.Contains)];

    public static TheoryData<string> SlowNames => [.. ApplicationModels.All.Keys.Where(n => !Quick.Contains(n))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Layers_weights_and_counts_are_those_of_Keras(string name)
    {
        JsonElement fixture = Fixture.Load("applications").Root.GetProperty(name);

        AssertSame(fixture.GetProperty("default"), name, ModelKind.Default);
        if (fixture.TryGetProperty("features", out JsonElement features))
            AssertSame(features, name, ModelKind.Features);
    }

    [Theory]
    [MemberData(nameof(QuickNames))]
    public void Predictions_from_the_same_weights_are_those_of_Keras(string name) => AssertSamePredictions(name);

    [Theory(Explicit = true)]
    [MemberData(nameof(SlowNames))]
    public void Predictions_of_large_models_are_those_of_Keras(string name) => AssertSamePredictions(name);

    private static void AssertSame(JsonElement expected, string name, ModelKind kind)
    {
        using Model model = Unfilled(name, kind);
        string[] layers = ApplicationFacts.LayerConfigs(model);

        Assert.Equal(expected.GetProperty("name").GetString(), model.Name);
        AssertSameLayers(expected.GetProperty("layers").GetString()!, layers);
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), model.CountParams());
        Assert.Equal(expected.GetProperty("trainable").GetInt64(), model.TrainableWeights.Sum(w => w.Shape.ElementCount));
        Assert.Equal(expected.GetProperty("weights").GetString(), ApplicationFacts.Weights(model));
    }

    private static void AssertSameLayers(string expected, string[] layers)
    {
        string digests = ApplicationFacts.Digests(layers);
        for (int i = 0; i < layers.Length && (i + 1) * 8 <= expected.Length; i++)
        {
            Assert.True(
                expected.AsSpan(i * 8, 8).SequenceEqual(digests.AsSpan(i * 8, 8)),
                $"Layer {i} is not the one of line {i + 1} of `make_applications.py dump`: {layers[i]}");
        }

        Assert.Equal(expected.Length / 8, layers.Length);
    }

    private static void AssertSamePredictions(string name)
    {
        JsonElement fixture = Fixture.Load("applications").Root.GetProperty(name);
        int side = fixture.GetProperty("side").GetInt32();
        using Model model = Unfilled(name, ModelKind.Small(side));
        ApplicationFacts.Fill(model);
        WeightInitialization.Run([.. model.State]);
        using Tensor image = ApplicationFacts.Image(model, side);

        using Tensor predicted = model.Predict(image);

        double[] expected = Fixture.Numbers(fixture.GetProperty("outputs"));
        double tolerance = 1e-4 * expected.Max(Math.Abs);
        foreach ((float actual, double wanted) in predicted.ToArray<float>().Zip(expected))
            Assert.InRange(actual, wanted - tolerance, wanted + tolerance);
    }

    // Without the time and the memory for first values.
    private static Model Unfilled(string name, ModelKind kind)
    {
        using DeferredInitialization deferred = new();
        return ApplicationModels.All[name](kind);
    }
}
