using System.Text.RegularExpressions;
using Keras.Quantizers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>A quantized model, its predictions and its files leave nothing native behind, in each way of quantization.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class QuantizedLeakTests
{
    private static readonly int[][] Tokens = [[1, 2, 3, 0], [2, 1, 0, 3]];

    [Theory]
    [InlineData("int8")]
    [InlineData("int4")]
    [InlineData("float8")]
    [InlineData("gptq")]
    [InlineData("awq")]
    public void Nothing_native_is_left(string mode)
    {
        using TemporaryPath path = new(".keras");
        NativeLeaks.AssertNone(() =>
        {
            // A model of tokens and blocks of Dense layers.
            using Model model = Model.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "calibrated", "dense.keras"));
            Quantize(model, mode);
            Assert.Contains(Layers(model), l => l.QuantizationMode == mode);
            int[,] x = { { 1, 2, 3, 0 }, { 2, 1, 0, 3 } };
            using Tensor expected = model.Predict(x);
            using Tensor whole = model.Predict(new int[5, 4]), batches = model.Predict(new int[5, 4], batchSize: 1);
            Assert.All(whole.ToArray<float>().Zip(batches.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-4f));
            model.Save(path.Value);
            using Model read = Model.Load(path.Value);
            using Tensor actual = read.Predict(x);
            Assert.Equal(expected.Shape, actual.Shape);
        });
    }

    private static void Quantize(Model model, string mode)
    {
        QuantizationLayerStructure structure =
            new([model.GetLayer("tokens")], [.. model.Layers.Where(l => Regex.IsMatch(l.Name, "^block"))]);
        if (mode == "gptq")
            model.Quantize(new GPTQConfig(Tokens) { LayerStructure = structure, NumSamples = 2, SequenceLength = 4 }, ["^b"]);
        else if (mode == "awq")
            model.Quantize(new AWQConfig(Tokens) { LayerStructure = structure, NumSamples = 2, SequenceLength = 4 }, ["^b"]);
        else
            model.Quantize(mode);
    }

    private static IEnumerable<Layer> Layers(Model model) =>
        model.Layers.SelectMany(l => l is Model inner ? Layers(inner) : [l]);
}
