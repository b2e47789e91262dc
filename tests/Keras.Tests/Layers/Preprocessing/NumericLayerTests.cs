using System.Text.Json;
using Keras.Core;
using Keras.Layers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>The layers that prepare numbers and images compute what the real Keras's do (<c>make_preprocessing.py</c>).</summary>
public sealed class NumericLayerTests
{
    private static readonly Fixture Numeric = Fixture.Load("preprocessing/numeric");

    public static TheoryData<string> Cases => [.. Numeric.Cases().Select(c => c.GetProperty("name").GetString()!)];

    public static TheoryData<string> Models => [.. Numeric.Root.GetProperty("models").EnumerateObject().Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_learns_and_computes_what_Keras_does(string name)
    {
        JsonElement one = Numeric.Cases().Single(c => c.GetProperty("name").GetString() == name);
        using Layer layer = LayerRegistry.Instance.FromJson(EnvelopeTests.Parse(one.GetProperty("layer").GetString()!));
        if (one.TryGetProperty("adapt", out JsonElement batches))
        {
            Tensor[] given = [.. batches.EnumerateArray().Select(b => PreparedCase.Array(Numeric, b))];
            if (given.Length == 1)
                ((AdaptedLayer)layer).Adapt(given[0]);
            else
                ((AdaptedLayer)layer).AdaptBatches(given);
            AssertLearned(one, layer);
        }

        using Tensor inputs = PreparedCase.Array(Numeric, one.GetProperty("inputs"));
        using Tensor expected = PreparedCase.Array(Numeric, one.GetProperty("outputs"));
        using Tensor actual = one.TryGetProperty("count_weights", out JsonElement weights)
            ? Weighted((CategoryEncoding)layer, inputs, PreparedCase.Array(Numeric, weights))
            : layer.Apply(inputs);
        bool isHalf = layer.DTypePolicy.ComputeDType == DType.Float16;
        using Tensor widened = isHalf ? actual.Cast(DType.Float32) : actual.Share();
        PreparedCase.AssertClose(expected, widened, isHalf ? 2e-3 : 2e-6);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_of_Keras_is_read_predicts_alike_and_is_written_again(string name)
    {
        JsonElement one = Numeric.Root.GetProperty("models").GetProperty(name);
        string path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "preprocessing", name + ".keras");
        string copy = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.keras");
        try
        {
            using Model model = Model.Load(path);
            AssertPredicts(one, model);
            model.Save(copy);
            using Model again = Model.Load(copy);
            Assert.Equal(model.ToJson(), again.ToJson());
            AssertPredicts(one, again);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static void AssertPredicts(JsonElement one, Model model)
    {
        Tensor[] inputs = [.. one.GetProperty("inputs").EnumerateArray().Select(i => PreparedCase.Array(Numeric, i))];
        using Tensor expected = PreparedCase.Array(Numeric, one.GetProperty("outputs"));
        using Tensor actual = inputs.Length == 1 ? model.Predict(inputs[0]) : model.Predict([inputs[0], inputs[1]]);
        PreparedCase.AssertClose(expected, actual, 1e-5);
    }

    private static void AssertLearned(JsonElement one, Layer layer)
    {
        System.Text.Json.Nodes.JsonNode config = EnvelopeTests.Parse(one.GetProperty("adapted").GetString()!)["config"]!;
        if (layer is Discretization discretization)
        {
            // NumPy does not tell the order of equal numbers in its sums of float32.
            double[] wanted = [.. config["bin_boundaries"]!.AsArray().Select(b => b!.GetValue<double>())];
            double[] got = [.. discretization.BinBoundaries!];
            Assert.Equal(wanted.Length, got.Length);
            Assert.All(wanted.Zip(got), p => Assert.Equal(p.First, p.Second, 1e-5));
            return;
        }

        Assert.Equal(PythonJson.Write(config), PythonJson.Write(layer.GetConfig().ToJson()));
        foreach ((JsonElement weight, Tensor actual) in one.GetProperty("weights").EnumerateArray().Zip(layer.GetWeights()))
        {
            using Tensor wanted = PreparedCase.Array(Numeric, weight);
            using (actual)
                PreparedCase.AssertClose(wanted, actual, 2e-6);
        }
    }

    private static Tensor Weighted(CategoryEncoding layer, Tensor inputs, Tensor weights)
    {
        Input x = new(inputs.Shape[1..], dtype: inputs.DType), w = new(weights.Shape[1..]);
        using Model model = new(new Structure<KerasTensor>([x, w]), layer.Apply(x, w));
        return model.Predict([inputs, weights]);
    }
}
