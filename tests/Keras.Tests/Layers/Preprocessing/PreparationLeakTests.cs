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
}
