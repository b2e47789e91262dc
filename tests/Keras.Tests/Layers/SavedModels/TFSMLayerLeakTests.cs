using Keras.Layers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

[Collection(AloneInTheProcess.Name)]
public sealed class TFSMLayerLeakTests
{
    [Theory]
    [InlineData("endpoints", "call", "train")]
    [InlineData("module", "forms", null)]
    public void Nothing_stays_behind(string model, string endpoint, string? training) => NativeLeaks.AssertNone(() =>
    {
        using TFSMLayer layer = new(SavedModelFixture.PathOf(model), endpoint, training);
        float[,] rows = new float[3, model == "module" ? 2 : 4];
        foreach (Tensor output in layer.ApplyAll(rows, training: true))
            output.Dispose();
    });

    [Fact]
    public void Nothing_stays_behind_of_what_is_refused() => NativeLeaks.AssertNone(() =>
    {
        Assert.Throws<SavedModelException>(() => new TFSMLayer(SavedModelFixture.PathOf("lookup")));
        Assert.Throws<ArgumentException>(() => new TFSMLayer(SavedModelFixture.PathOf("sequential"), "nothing"));
    });
}
