using System.Text.Json.Nodes;
using Keras.Metrics;
using Keras.Optimizers;
using Keras.Tests.Training;
using Xunit;

namespace Keras.Tests;

/// <summary>What optimizers refuse, they refuse when they are made, as Keras does.</summary>
public sealed class OptimizerArgumentTests
{
    public static readonly TheoryData<string, Func<object>, string> OutOfRange = new()
    {
        { "no norm", () => new SGD { ClipNorm = 0 }, "SGD: expected a finite ClipNorm above 0, or null for none, got 0." },
        {
            "a negative value", () => new Adam { ClipValue = -1.5 },
            "Adam: expected a finite ClipValue above 0, or null for none, got -1.5."
        },
        {
            "NaN", () => new SGD { GlobalClipNorm = double.NaN },
            "SGD: expected a finite GlobalClipNorm above 0, or null for none, got NaN."
        },
        {
            "infinity", () => new SGD { ClipNorm = double.PositiveInfinity },
            "SGD: expected a finite ClipNorm above 0, or null for none, got Infinity."
        },
        { "a momentum", () => new SGD { UseEma = true, EmaMomentum = 1.5 }, "SGD: expected an EmaMomentum in [0, 1], got 1.5." },
        { "a momentum before", () => new SGD { EmaMomentum = -1, UseEma = true }, "SGD: expected an EmaMomentum in [0, 1], got -1." },
        {
            "a frequency", () => new SGD { EmaOverwriteFrequency = 0 },
            "SGD: expected EmaOverwriteFrequency of at least 1, or null for none, got 0."
        },
        {
            "a loss scale", () => new SGD { LossScaleFactor = 0 },
            "SGD: expected a finite LossScaleFactor above 0, or null for none, got 0."
        },
        {
            "steps", () => new SGD { GradientAccumulationSteps = 1 },
            "SGD: expected GradientAccumulationSteps of at least 2, or null for none, got 1."
        },
    };

    public static readonly TheoryData<string, Func<object>, string> Together = new()
    {
        {
            "two limits", () => new SGD { ClipNorm = 1, ClipValue = 1 },
            "SGD: expected only one of ClipNorm, ClipValue and GlobalClipNorm, got 2; leave the others null."
        },
        {
            "clipping around a loss scale", () => new LossScaleOptimizer("sgd") { ClipNorm = 1 },
            "LossScaleOptimizer: expected ClipNorm on the InnerOptimizer, got it on the optimizer around; set it there."
        },
        {
            "decay around several", () => new MultiOptimizer(new("sgd")) { WeightDecay = 0.1 },
            "MultiOptimizer: expected WeightDecay on the optimizers of the OptimizerMap, got it on the optimizer around; set it there."
        },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void An_argument_out_of_range_is_refused(string kind, Func<object> create, string message)
    {
        Assert.NotEmpty(kind);
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(create).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Together))]
    public void Arguments_that_do_not_go_together_are_refused(string kind, Func<object> create, string message)
    {
        Assert.NotEmpty(kind);
        Assert.Equal(message, Assert.Throws<ArgumentException>(create).Message);
    }

    [Fact]
    public void One_limit_takes_the_place_of_another_that_is_null()
    {
        using SGD optimizer = new() { ClipNorm = null, ClipValue = 0.5, GlobalClipNorm = null };

        Assert.Equal((null, 0.5, null), (optimizer.ClipNorm, optimizer.ClipValue, optimizer.GlobalClipNorm));
    }

    [Fact]
    public void A_file_of_Keras_whose_limit_is_0_clips_nothing()
    {
        using Optimizer read = Read("""{ "clipnorm": 0.0, "ema_overwrite_frequency": 0, "gradient_accumulation_steps": 0 }""");

        Assert.Equal((null, null, null), (read.ClipNorm, read.EmaOverwriteFrequency, read.GradientAccumulationSteps));
    }

    [Theory]
    [InlineData("""{ "clipnorm": 1.0, "clipvalue": 1.0 }""", "only one of")]
    [InlineData("""{ "use_ema": true, "ema_momentum": 2.0 }""", "EmaMomentum in [0, 1], got 2")]
    [InlineData("""{ "gradient_accumulation_steps": 1 }""", "at least 2")]
    public void A_file_is_refused_as_Keras_refuses_it(string config, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => Read(config)).Message, StringComparison.Ordinal);

    [Fact]
    public void Weights_are_excluded_from_decay_before_the_optimizer_is_built()
    {
        using Sequential model = Toy.Linear();
        model.BuildModel([-1, 2]);
        using Adam optimizer = new() { WeightDecay = 0.1 };
        optimizer.Build(model.TrainableWeights);

        var error = Assert.Throws<InvalidOperationException>(() => optimizer.ExcludeFromWeightDecay([.. model.TrainableWeights]));

        Assert.Contains("call ExcludeFromWeightDecay before Build", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_labels_are_as_many_as_the_labels() => Assert.StartsWith(
        "AUC: expected labelWeights for each of the 3 labels, got 2.",
        Assert.Throws<ArgumentException>(() => new AUC(multiLabel: true, numLabels: 3, labelWeights: [1, 2])).Message,
        StringComparison.Ordinal);

    private static Optimizer Read(string config) => Optimizer.Registry.FromJson(new JsonObject
    {
        ["module"] = "keras.optimizers",
        ["class_name"] = "SGD",
        ["config"] = JsonNode.Parse(config),
        ["registered_name"] = null,
    });
}
