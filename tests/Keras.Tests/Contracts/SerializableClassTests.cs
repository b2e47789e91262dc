using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Tests.Saving;
using Xunit;
using Custom = Keras.CustomParts;

namespace Keras.Tests.Contracts;

/// <summary>
/// A custom class of another assembly goes through files with <c>[KerasSerializable]</c> alone: nothing is registered here, and no config
/// written by hand.
/// </summary>
public sealed class SerializableClassTests
{
    [Fact]
    public void A_model_of_generated_classes_goes_through_a_file_and_trains_on()
    {
        using Model model = new Sequential(
            new Custom.Affine(4, "tanh") { InputShape = [3], UseBias = false, Factor = 0.5, KernelRegularizer = "l2" }, new Dense(1));
        model.Compile(new Custom.SignDescent(0.05, share: 0.25) { ClipNorm = 2 }, new Custom.PowerError(1.5, name: "power"));
        Fit(model);
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        using Model again = Model.Load(path.Value);
        Assert.Empty(again.LoadWarnings);
        Custom.Affine layer = Assert.IsType<Custom.Affine>(again.GetLayer(0));
        Assert.Equal(model.GetLayer(0).GetConfig().ToString(), layer.GetConfig().ToString());
        Assert.Equal(model.Optimizer.GetConfig().ToString(), Assert.IsType<Custom.SignDescent>(again.Optimizer).GetConfig().ToString());
        Assert.Equal(Fit(model), Fit(again));
    }

    [Fact]
    public void The_config_has_the_arguments_in_the_order_of_the_properties()
    {
        using Custom.Affine layer = new(4) { Name = "affine", Remark = "of no concern to files" };
        JsonObject config = layer.GetConfig().ToJson();
        config.Remove("dtype");
        Assert.Equal(
            """
            {"name":"affine","trainable":true,"units":4,"activation":"linear","use_bias":true,
            "kernel_initializer":"GlorotUniform","kernel_regularizer":null}
            """.ReplaceLineEndings(""),
            Shortened(config).ToJsonString());
        Assert.Contains("\"scale\":0.5", new Custom.Affine(4) { Factor = 0.5 }.GetConfig().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_that_is_missing_has_the_default_of_its_declaration_or_is_an_error()
    {
        using Layer read = Layer.Registry.FromConfig("custom_parts>Affine", new Config().Set("units", 2));
        Custom.Affine layer = Assert.IsType<Custom.Affine>(read);
        Assert.True(layer.UseBias);
        Assert.Equal(1, layer.Factor);
        Assert.Equal("GlorotUniform", layer.KernelInitializer.ClassName);
        ConfigException missing = Assert.Throws<ConfigException>(
            () => Layer.Registry.FromConfig("custom_parts>Affine", new Config().Set("use_bias", true)));
        Assert.Contains("'units'", missing.Message, StringComparison.Ordinal);
        ConfigException unknown = Assert.Throws<ConfigException>(
            () => Layer.Registry.FromConfig("custom_parts>Affine", new Config().Set("units", 2).Set("use_bais", true)));
        Assert.Contains("'use_bias'", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_names_the_class_by_its_package()
    {
        using Model model = new Sequential(new Custom.Affine(1) { InputShape = [3] });
        string json = model.ToJson();
        Assert.Contains("\"registered_name\": \"custom_parts>Affine\"", json, StringComparison.Ordinal);
        using Model again = Model.FromJson(json);
        Assert.IsType<Custom.Affine>(again.GetLayer(0));
    }

    [Fact]
    public void A_schedule_takes_the_place_of_the_learning_rate()
    {
        using Custom.SignDescent optimizer = new() { LearningRateSchedule = new Custom.Halving(0.1, 5) };
        using Optimizer again = Optimizer.Registry.FromConfig("SignDescent", new(optimizer.GetConfig().ToJson()));
        Assert.Equal("""{"initial":0.1,"steps":5}""", again.LearningRateSchedule!.GetConfig().ToString().Replace(" ", ""));
        Assert.Equal("Halving", again.LearningRateSchedule.Name);
    }

    [Fact]
    public void A_class_is_registered_by_hand_as_well()
    {
        CustomObjects.Register<Custom.PowerError>();
        Assert.IsType<Custom.PowerError>(Loss.Registry.FromName("PowerError"));
    }

    private static IReadOnlyList<double> Fit(Model model)
    {
        float[,] x = { { 0, 1, 2 }, { 1, 0, 1 }, { 2, 1, 0 }, { 1, 1, 1 } };
        float[,] y = { { 1 }, { 2 }, { 0 }, { 1 } };
        return model.Fit(x, y, epochs: 3, shuffle: false, verbose: Verbosity.Silent)["loss"];
    }

    // Of objects, their class names.
    private static JsonObject Shortened(JsonObject config) => new(config.Select(p => KeyValuePair.Create(
        p.Key, p.Value is JsonObject envelope ? envelope["class_name"]!.DeepClone() : p.Value?.DeepClone())));
}
