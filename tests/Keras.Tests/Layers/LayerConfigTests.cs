using System.Text.Json.Nodes;
using Keras.Core;
using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Configs of layers are Keras's, without the keys that its older releases cannot read.</summary>
public sealed class LayerConfigTests
{
    private const string Common =
        "\"trainable\":true,\"dtype\":{\"module\":\"keras\",\"class_name\":\"DTypePolicy\",\"config\":{\"name\":\"float32\"},\"registered_name\":null}";

    private const string GlorotUniform = """{"module":"keras.initializers","class_name":"GlorotUniform","config":{"seed":null},"registered_name":null}""";
    private const string Zeros = """{"module":"keras.initializers","class_name":"Zeros","config":{},"registered_name":null}""";
    private const string L2 = """{"module":"keras.regularizers","class_name":"L2","config":{"l2":0.01},"registered_name":null}""";
    private const string NonNeg = """{"module":"keras.constraints","class_name":"NonNeg","config":{},"registered_name":null}""";

    public static TheoryData<Layer, string> Configs => new()
    {
        { new InputLayer([28, 28]) { Name = "a" }, """{"batch_shape":[null,28,28],"dtype":"float32","sparse":false,"name":"a"}""" },
        { new InputLayer([-1], 4, DType.Int32) { Name = "a" }, """{"batch_shape":[4,null],"dtype":"int32","sparse":false,"name":"a"}""" },
        { new Flatten { Name = "a" }, $$"""{"name":"a",{{Common}}}""" },
        { new Flatten("channels_first") { Name = "a" }, $$"""{"name":"a",{{Common}},"data_format":"channels_first"}""" },
        { new Dropout(0.3, [-1, 1], 4) { Name = "a" }, $$"""{"name":"a",{{Common}},"rate":0.3,"seed":4,"noise_shape":[null,1]}""" },
        { new Dropout(0.3) { Name = "a" }, $$"""{"name":"a",{{Common}},"rate":0.3,"seed":null,"noise_shape":null}""" },
        { new Activation("relu") { Name = "a" }, $$"""{"name":"a",{{Common}},"activation":"relu"}""" },
        {
            new Dense(3) { Name = "a" },
            $$"""{"name":"a",{{Common}},"units":3,"activation":"linear","use_bias":true,"kernel_initializer":{{GlorotUniform}},"bias_initializer":{{Zeros}},"kernel_regularizer":null,"bias_regularizer":null,"kernel_constraint":null,"bias_constraint":null}"""
        },
        {
            new Dense(3, "tanh")
            {
                Name = "a", UseBias = false, KernelRegularizer = "l2", BiasRegularizer =
                    "l2", KernelConstraint = "non_neg", BiasConstraint = "non_neg",
                ActivityRegularizer = "l2", KernelInitializer = "zeros", BiasInitializer = "glorot_uniform",
            },
            $$"""{"name":"a",{{Common}},"activity_regularizer":{{L2}},"units":3,"activation":"tanh","use_bias":false,"kernel_initializer":{{Zeros}},"bias_initializer":{{GlorotUniform}},"kernel_regularizer":{{L2}},"bias_regularizer":{{L2}},"kernel_constraint":{{NonNeg}},"bias_constraint":{{NonNeg}}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Configs))]
    public void A_config_makes_an_equal_layer(Layer layer, string json)
    {
        Assert.Equal(json, layer.GetConfig().ToString());
        Layer read = LayerRegistry.Instance.FromJson(SerializedObject.Wrap(layer));
        Assert.IsType(layer.GetType(), read);
        Assert.Equal(json, read.GetConfig().ToString());
    }

    [Fact]
    public void What_every_layer_has_is_read()
    {
        Layer layer = Read("""{"class_name":"Flatten","config":{"name":"flat","trainable":false,"dtype":"mixed_float16"}}""");
        Assert.Equal("flat", layer.Name);
        Assert.False(layer.Trainable);
        Assert.Equal("mixed_float16", layer.DTypePolicy.Name);
    }

    [Theory]
    [InlineData("""{"class_name":"Dense","config":{"units":2,"quantization_config":null}}""")]
    [InlineData("""{"class_name":"Flatten","config":{"data_format":"channels_last"}}""")]
    [InlineData("""{"class_name":"Flatten","config":{"activity_regularizer":null,"autocast":true}}""")]
    [InlineData("""{"class_name":"InputLayer","config":{"batch_shape":[null,3],"dtype":"float32","sparse":false,"ragged":false,"name":"a","optional":false}}""")]
    [InlineData("""{"class_name":"InputLayer","config":{"batch_input_shape":[null,3]}}""")]
    [InlineData("""{"class_name":"InputLayer","config":{"shape":[3],"batch_size":5}}""")]
    public void Keys_of_other_releases_are_read_at_their_defaults(string json) => Assert.NotNull(Read(json));

    [Theory]
    [InlineData("""{"class_name":"Dense","config":{"units":2,"quantization_config":{"mode":"int8"}}}""", "class_name")]
    [InlineData("""{"class_name":"InputLayer","config":{"batch_shape":[null,3],"sparse":true}}""", "sparse")]
    [InlineData("""{"class_name":"InputLayer","config":{}}""", "batch_shape")]
    [InlineData("""{"class_name":"Flatten","config":{"autocast":false}}""", "autocast")]
    [InlineData("""{"class_name":"Dense","config":{"units":2,"unit":3}}""", "'unit'")]
    [InlineData("""{"class_name":"Dens","config":{"units":2}}""", "'Dens'")]
    public void What_is_not_supported_is_told(string json, string named) =>
        Assert.Contains(named, Assert.Throws<ConfigException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Reading_a_named_layer_does_not_advance_the_automatic_names()
    {
        Layer before = new Activation("relu");
        _ = Read("""{"class_name":"Activation","config":{"name":"mine","activation":"relu"}}""");
        Layer after = new Activation("relu");
        Assert.Equal(Number(before.Name) + 1, Number(after.Name));

        static int Number(string name) =>
            name == "activation" ? 0 : int.Parse(name["activation_".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Layer Read(string json) => LayerRegistry.Instance.FromJson(JsonNode.Parse(json)!);
}
