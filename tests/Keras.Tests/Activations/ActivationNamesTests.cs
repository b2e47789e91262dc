using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Names stand for activation functions, in code and in files.</summary>
public sealed class ActivationNamesTests
{
    [Fact]
    public void The_names_are_those_of_Keras() => Assert.Equal(
        ["celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid",
            "hard_silu", "hard_swish", "hard_tanh", "leaky_relu", "linear",
         "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign",
         "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "swish", "tanh", "tanh_shrink", "threshold"],
        // Without what other tests registered.
        ActivationRegistry.Instance.KnownNames.Where(ActivationRegistry.Instance.Knows));

    [Fact]
    public void A_name_converts_to_the_function()
    {
        ActivationFunction relu = "relu";
        Assert.Same(Activations.Relu, relu);
        Assert.Equal("relu", relu.Name);
    }

    [Fact]
    public void Swish_is_another_name_of_silu()
    {
        Assert.Same(Activations.Silu, (ActivationFunction)"swish");
        Assert.Same(Activations.HardSilu, (ActivationFunction)"hard_swish");
    }

    [Fact]
    public void An_unknown_name_is_told_with_the_known_ones()
    {
        UnknownNameException exception = Assert.Throws<UnknownNameException>(() => (ActivationFunction)"rellu");
        Assert.Contains("'rellu'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("relu6", exception.KnownNames);
    }

    [Fact]
    public void Threshold_by_name_says_that_it_needs_arguments() =>
        Assert.Contains("Ops.Threshold", Assert.Throws<ArgumentException>(() => (ActivationFunction)"threshold").Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_function_of_ones_own_converts_too()
    {
        Func<Symbol, Symbol> twice = x => 2 * x;
        ActivationFunction function = twice;
        Assert.Equal("function", function.Name);
        Assert.Equal([2f, -4f], Evaluate.On([1f, -2f], function.Apply));
    }

    [Fact]
    public void A_function_needs_a_name() => Assert.Throws<ArgumentException>(() => new ActivationFunction("", x => x));

    [Theory]
    [InlineData("\"relu\"", "relu")]
    [InlineData("""{"module":"builtins","class_name":"function","config":"relu","registered_name":"function"}""", "relu")]
    [InlineData("null", "linear")]
    public void A_config_names_it_in_each_form_of_Keras(string json, string expected)
    {
        Config config = new Config().SetNode("activation", System.Text.Json.Nodes.JsonNode.Parse(json));
        Assert.Equal(expected, ActivationFunction.FromConfig(config).Name);
    }
}
