using System.Text.Json.Nodes;
using Keras.Core;
using Keras.Layers;
using Keras.Optimizers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>What a file says of compiling is respected as far as this library has it; else the model is loaded uncompiled, and says
/// so.</summary>
public sealed class CompileConfigTests
{
    [Theory]
    [InlineData("false", JitCompile.Off, "false")]
    [InlineData("\"auto\"", JitCompile.Auto, "\"auto\"")]
    [InlineData("null", JitCompile.Auto, "\"auto\"")]
    public void Jit_compile_is_respected_and_written_again(string json, JitCompile expected, string written)
    {
        using Model model = Load($$"""{"optimizer":"adam","loss":"mean_squared_error","jit_compile":{{json}}}""");
        Assert.Empty(model.LoadWarnings);
        Assert.Equal(expected, model.Settings.JitCompile);
        Assert.Equal(written, JsonNode.Parse(model.ToJson())!["compile_config"]!["jit_compile"]!.ToJsonString());
    }

    [Fact]
    public void Jit_compile_is_on_where_there_is_a_compiler()
    {
        using Model model = Load("""{"optimizer":"adam","loss":"mean_squared_error","jit_compile":true}""");
        Assert.Equal(Runtime.HasXla ? JitCompile.On : JitCompile.Auto, model.Settings.JitCompile);
        Assert.Equal(Runtime.HasXla, model.LoadWarnings.Count == 0);
    }

    [Theory]
    [InlineData("\"loss_weights\":null")]
    [InlineData("\"loss_weights\":[1.0]")]
    [InlineData("\"loss_weights\":[1]")]
    [InlineData("\"loss_weights\":{\"out\":1.0}")]
    [InlineData("\"loss_weights\":[0.5]")]
    [InlineData("\"loss_weights\":0.5")]
    [InlineData("\"auto_scale_loss\":true")]
    [InlineData("\"run_eagerly\":false")]
    [InlineData("\"metrics\":[[\"accuracy\"]]")]
    [InlineData("\"weighted_metrics\":{\"out\":[\"accuracy\"]}")]
    public void What_means_the_same_for_one_output_is_read(string json)
    {
        using Model model = Load($$"""{"optimizer":"adam","loss":["mean_squared_error"],{{json}}}""");
        Assert.Empty(model.LoadWarnings);
        Assert.True(model.IsCompiled);
    }

    [Theory]
    [InlineData("\"loss\":\"mean_squared_error\",\"loss_weights\":{\"a\":1.0,\"b\":1.0}", "loss weights for 1 output")]
    [InlineData("\"loss\":{\"a\":\"mean_squared_error\",\"b\":\"mean_squared_error\"}", "which the model 'sequential")]
    [InlineData("\"loss\":[\"mean_squared_error\",null]", "losses for 1 output")]
    [InlineData("\"loss\":\"mean_squared_error\",\"optimizer\":null", "no optimizer")]
    public void What_is_not_supported_leaves_the_model_uncompiled(string json, string warning)
    {
        using Model model = Load($$"""{"metrics":null,{{json}}}""");
        Assert.False(model.IsCompiled);
        Assert.Contains(warning, Assert.Single(model.LoadWarnings), StringComparison.Ordinal);
        Assert.Contains("call Compile", model.LoadWarnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"run_eagerly\":true", "run_eagerly")]
    [InlineData("\"steps_per_execution\":\"auto\"", "steps_per_execution")]
    [InlineData("\"steps_per_execution\":0", "steps_per_execution")]
    public void What_is_ignored_is_told(string json, string warning)
    {
        using Model model = Load($$"""{"optimizer":"adam","loss":"mean_squared_error",{{json}}}""");
        Assert.True(model.IsCompiled);
        Assert.Contains(warning, Assert.Single(model.LoadWarnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_a_loss_is_compiled_for_the_losses_that_its_layers_add()
    {
        using Model model = Load("""{"optimizer":"adam","loss":null,"metrics":null}""");
        Assert.True(model.IsCompiled);
        Assert.Null(model.Loss);
        Assert.Empty(model.LoadWarnings);
    }

    [Fact]
    public void An_optimizer_that_is_not_there_is_that_of_Keras()
    {
        using Model model = Load("""{"loss":"mean_squared_error","steps_per_execution":3}""");
        Assert.IsType<RMSprop>(model.Optimizer);
        Assert.Equal(3, model.Settings.StepsPerExecution);
    }

    private static Model Load(string compile)
    {
        using Sequential model = new(new Dense(1) { InputShape = [3] });
        JsonObject json = PythonJson.Parse(System.Text.Encoding.UTF8.GetBytes(model.ToJson()));
        json["compile_config"] = JsonNode.Parse(compile);
        return Model.FromJson(PythonJson.Write(json));
    }
}
