using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>The policy of the whole process, as <c>keras.config.set_dtype_policy</c> sets it.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class DefaultDTypePolicyTests : IDisposable
{
    public void Dispose() => DTypePolicies.Default = DTypePolicy.Float32;

    [Fact]
    public void Layers_that_are_given_none_take_the_default_as_they_are_created()
    {
        using Dense before = new(1);
        DTypePolicies.Default = "mixed_bfloat16";
        using Sequential model = new(new Dense(2) { InputShape = [3, 3] }, new LSTM(2), new Dense(1) { DTypePolicy = "float32" });
        DTypePolicies.Default = DTypePolicy.Float32;
        Assert.Equal(["float32", "mixed_bfloat16", "mixed_bfloat16", "float32"],
            ((Layer[])[before, model.Layers[0], model.Layers[1], model.Layers[2]]).Select(l => l.DTypePolicy.Name));
        Assert.All(model.Weights, w => Assert.Equal(DType.Float32, w.DType));
        Assert.Equal("mixed_bfloat16", model.DTypePolicy.Name);
    }

    [Fact]
    public void The_optimizer_of_a_model_of_float16_scales_the_loss()
    {
        DTypePolicies.Default = "mixed_float16";
        using Sequential model = new(new Dense(2) { InputShape = [3] });
        Adam adam = new();
        model.Compile(adam, "mse");
        Assert.Same(adam, Assert.IsType<LossScaleOptimizer>(model.Optimizer).InnerOptimizer);
        Assert.Equal("Adam", (string?)JsonNode.Parse(model.ToJson())!["compile_config"]!["optimizer"]!["class_name"]);
        model.Compile(new CompileOptions { Optimizer = adam, Losses = "mse", AutoScaleLoss = false });
        Assert.Same(adam, model.Optimizer);

        Adam scaled = new() { LossScaleFactor = 8 };
        Assert.Throws<ArgumentException>(() => model.Compile(new CompileOptions { Optimizer = scaled, Losses = new() { ["no"] = "mse" } }));
        Assert.Equal(8, scaled.LossScaleFactor);
    }

    [Fact]
    public void A_policy_of_quantized_weights_is_refused() =>
        Assert.Contains("got 'int8_from_float32'",
            Assert.Throws<ArgumentException>(() => DTypePolicies.Default = "int8_from_float32").Message, StringComparison.Ordinal);
}
