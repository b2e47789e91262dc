using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Tests.Support;
using Keras.Tests.Training;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Outputs, gradients and statistics of convolution and normalization layers are the real Keras's, with XLA and without.</summary>
public sealed class ConvolutionGradientTests
{
    private const double Tolerance = 2e-5;
    private static readonly Fixture Recorded = Fixture.Load("convolutional/convolutional-3.15.1");
    private static readonly JsonElement[] Layers = [.. Recorded.Cases("layers")];

    public static TheoryData<int, string, bool> Cases
    {
        get
        {
            TheoryData<int, string, bool> cases = [];
            for (int i = 0; i < Layers.Length; i++)
            {
                string name = Layers[i].GetProperty("layer").GetProperty("class_name").GetString()!;
                cases.Add(i, name, false);
                cases.Add(i, name, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_those_of_Keras(int index, string className, bool compile)
    {
        Assert.SkipUnless(!compile || Runtime.HasXla, "The library has no XLA.");
        JsonElement expected = Layers[index];
        using Layer layer = LayerRegistry.Instance.FromJson(JsonNode.Parse(expected.GetProperty("layer").GetRawText())!);
        Assert.Equal(className, layer.ClassName);
        layer.SetWeights([.. expected.GetProperty("weights").EnumerateArray().Select(Value)]);
        using Tensor x = Value(expected.GetProperty("x")), factors = Value(expected.GetProperty("factors"));
        bool training = className is "BatchNormalization" or "SpectralNormalization";

        Tensor[] results = Run(layer, x, factors, training, compile);

        JsonElement[] wanted = [expected.GetProperty("y"), expected.GetProperty("dx"), .. expected.GetProperty("dw").EnumerateArray()];
        string[] names = ["output", "gradient by the input", .. layer.TrainableWeights.Select(w => $"gradient by {w.Name}")];
        Assert.Equal(wanted.Length, results.Length);
        for (int i = 0; i < wanted.Length; i++)
            AssertClose(wanted[i], results[i], names[i]);
        foreach ((Weight weight, JsonElement after) in layer.Weights.Zip(expected.GetProperty("after").EnumerateArray()))
        {
            using Tensor value = weight.Read();
            AssertClose(after, value, weight.Name);
        }
    }

    private static Tensor[] Run(Layer layer, Tensor x, Tensor factors, bool training, bool compile)
    {
        using StatefulFunction function = StatefulFunction.Trace(
            "layer",
            [TensorSpec.Of(x), TensorSpec.Of(factors)],
            symbols =>
            {
                using IDisposable recording = Gradients.Record();
                Symbol y = layer.Apply(symbols[0], new CallContext(training)), total = Ops.Sum(y * symbols[1]);
                Symbol dx = Gradients.Of(total, symbols[0])[0]!.Value;
                return [y, dx, .. WeightGradients.Of(total, layer.TrainableWeights).Select(g => g!.Value.ToDense())];
            },
            new FunctionOptions { Compile = compile });
        return function.Run([x, factors]);
    }

    private static Tensor Value(JsonElement name)
    {
        NpyArray array = Recorded.Array(name);
        return Tensor.Create<float>(array.ToSingles(), Shape.Create([.. array.Shape.Select(d => (long)d)]));
    }

    private static void AssertClose(JsonElement expected, Tensor actual, string what)
    {
        NpyArray array = Recorded.Array(expected);
        Assert.Equal(Shape.Create([.. array.Shape.Select(d => (long)d)]), actual.Shape);
        // Sums of many numbers lose what small ones have.
        double largest = array.ToSingles().Select(Math.Abs).Append(1).Max();
        Close.Assert([.. array.ToSingles().Select(v => (double)v)],
            [.. actual.ToArray<float>().Select(v => (double)v)], what, Tolerance, Tolerance * largest);
    }
}
