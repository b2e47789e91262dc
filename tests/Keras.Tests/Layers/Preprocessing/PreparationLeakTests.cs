using Keras.Layers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>Layers that prepare data leave nothing native behind, also where they fail.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class PreparationLeakTests
{
    private static readonly float[,] Rows = { { 1, 10 }, { 2, 20 }, { 3, 60 } };

    [Fact]
    public void Numbers_leave_nothing() => NativeLeaks.AssertNone(() =>
    {
        using Normalization normalization = new();
        normalization.Adapt(Dataset.FromTensors(Rows, new[] { 0, 1, 2 }).Map((x, y) => (x + 1f, y)));
        using Tensor one = normalization.Apply(Rows), two = normalization.Apply(Rows);
        using Discretization bins = new(numBins: 2);
        bins.AdaptBatches([Rows, Rows]);
        Assert.Throws<ShapeException>(() => normalization.Apply(new float[,] { { 1 } }));
    });

    [Fact]
    public void Tables_leave_nothing() => NativeLeaks.AssertNone(() =>
    {
        using FeatureSpace space = new(
            new() { ["a"] = "float_normalized", ["b"] = "string_categorical", ["c"] = "integer_hashed" }, crosses: [("b", "c")]);
        Data table = new() { ["a"] = new[] { 1f, 2f }, ["b"] = new[] { "x", "y" }, ["c"] = new[] { 1, 2 } };
        Assert.Throws<InvalidOperationException>(() => space.Apply(table));
        Assert.Throws<ShapeException>(() => space.Adapt(new Data { ["a"] = new[] { "x" }, ["b"] = new[] { "x" } }));
        space.Adapt(table);
        space.Adapt(Dataset.FromTensors(table, new[] { 0, 1 }).Map((Structure<Symbol> x, Structure<Symbol> y) => (x, y)));
        using Tensor encoded = space.Apply(table);
        using Model model = new(space.GetInputs(), space.GetEncodedFeatures());
        using Tensor predicted = model.Predict(table);
        Assert.Throws<ShapeException>(() => space.Apply(new Data { ["a"] = new[] { "x" }, ["b"] = new[] { "x" }, ["c"] = new[] { 1 } }));
    });
}
