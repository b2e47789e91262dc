using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>
/// Keras records <c>training: false</c> with each call of a layer of which that is the default, and lets the model decide nevertheless
/// whether the layer trains (<c>operation_fn</c> in keras/src/models/functional.py, 3.15.1).
/// </summary>
public sealed class RecordedTrainingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_dropout_of_a_file_drops_where_the_model_trains(bool training)
    {
        using Model model = Loaded(x => new Dropout(0.5, seed: 1).Apply(x), "Dropout");
        float[] output = Run(model, training);
        Assert.Equal(training, output.Contains(0f));
        Assert.Equal(!training, output.All(v => v == 1f));
    }

    [Fact]
    public void A_model_inside_that_was_called_for_inference_stays_so()
    {
        using Sequential inside = new(new Dropout(0.5, seed: 1) { InputShape = [64] });
        using Model model = Loaded(x => inside.Apply(x), "Sequential");
        Assert.All(Run(model, training: true), v => Assert.Equal(1f, v));
    }

    private static Model Loaded(Func<KerasTensor, KerasTensor> call, string className)
    {
        Input x = new([64], name: "x");
        using Model model = new(x, call(x));
        JsonNode json = JsonNode.Parse(model.ToJson())!;
        JsonNode layer = json["config"]!["layers"]!.AsArray().Single(l => l!["class_name"]!.ToString() == className)!;
        layer["inbound_nodes"]![0]!["kwargs"]!["training"] = false;
        Model loaded = Model.FromJson(json.ToJsonString());

        // What was recorded is written again.
        Assert.Contains("\"training\":false", loaded.ToJson().Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        return loaded;
    }

    private static float[] Run(Model model, bool training)
    {
        using Tensor ones = Tensor.Create<float>([.. Enumerable.Repeat(1f, 64)], [1, 64]);
        using StatefulFunction function = StatefulFunction.Trace(
            "call", [TensorSpec.Of(ones)], symbols => [.. model.Graph!.Run(symbols, new CallContext(training))], new FunctionOptions());
        using Tensor output = function.Run([ones])[0];
        return output.ToArray<float>();
    }
}
