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
        Assert.Throws<SavedModelException>(() => Refused());
        Assert.Throws<ArgumentException>(() => new TFSMLayer(SavedModelFixture.PathOf("sequential"), "nothing"));
    });

    [Theory]
    [InlineData("file", "serve")]
    [InlineData("tables", "words")]
    [InlineData("version1", "serving_default")]
    public void Nothing_stays_behind_of_tables(string model, string endpoint) => NativeLeaks.AssertNone(() =>
    {
        using TFSMLayer layer = new(SavedModelFixture.PathOfTables(model), endpoint);
        using Tensor words = Tensor.CreateStrings(["red", "", "x", "grün", "a", "b"], model switch
        {
            "file" => [2, 3],
            "tables" => [3, 2],
            _ => [6],
        });
        foreach (Tensor output in layer.ApplyAll(words))
            output.Dispose();
    });

    private static void Refused()
    {
        using TFSMLayer layer = new(SavedModelFixture.PathOfTables("tables"), "learns");
        using Tensor word = Tensor.CreateStrings(["red"], [1]);
        layer.Apply(word).Dispose();
    }
}
