using System.Text.Json.Nodes;
using Keras.Layers;
using Xunit;

namespace Keras.Tests;

/// <summary>Layers as the activation functions of other layers, as in Keras's <c>Dense(8, activation=LeakyReLU(0.1))</c>.</summary>
public sealed class LayerActivationTests
{
    [Fact]
    public void A_layer_computes_the_activation_and_stands_in_the_config()
    {
        using Sequential model = new(new Dense(2, new LeakyReLU(0.5)) { InputShape = [2], KernelInitializer = "identity" });
        Assert.Equal([-1, 3], model.Predict(new float[,] { { -2, 3 } }).ToArray<float>());
        JsonNode activation = model.Layers[0].GetConfig().ToJson()["activation"]!;
        Assert.Equal("LeakyReLU", (string?)activation["class_name"]);
        Assert.Equal(0.5, (double)activation["config"]!["negative_slope"]!);
    }

    [Fact]
    public void A_config_with_a_layer_of_an_older_file_is_read()
    {
        JsonNode json = JsonNode.Parse("""
            {"class_name": "Dense", "config": {"name": "d", "units": 2,
             "activation": {"class_name": "LeakyReLU", "config": {"name": "l", "negative_slope": 0.25}}}}
            """)!;
        Dense dense = Assert.IsType<Dense>(LayerRegistry.Instance.FromJson(json));
        Assert.Equal("l", dense.Activation.Name);
    }

    [Fact]
    public void A_layer_with_weights_is_refused()
    {
        ArgumentException refused = Assert.ThrowsAny<ArgumentException>(() =>
        {
            using Sequential model = new(new Dense(2, new PReLU()) { InputShape = [2] });
            return model.Predict(new float[1, 2]);
        });
        Assert.Contains("PReLU", refused.Message, StringComparison.Ordinal);
        Assert.Contains("without weights", refused.Message, StringComparison.Ordinal);
    }
}
