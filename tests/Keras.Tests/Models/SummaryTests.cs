using System.Text.Json;
using Keras.Layers;
using Keras.Tests.Support;
using Keras.Tests.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Models;

/// <summary>The table of the layers, as the real Keras prints it.</summary>
public sealed class SummaryTests
{
    [Theory]
    [InlineData("lesson")]
    [InlineData("unbuilt")]
    [InlineData("empty")]
    [InlineData("frozen")]
    [InlineData("long_names")]
    [InlineData("no_bias")]
    [InlineData("scalar")]
    [InlineData("lesson_trained")]
    public void TheTableIsThatOfKeras(string name)
    {
        JsonElement expected = Fixture.Load("summary").Cases("models").Single(m => m.GetProperty("name").GetString() == name);
        using Sequential model = Make(name, expected);

        string text = model.SummaryText(80);

        string[] lines = [.. expected.GetProperty("text").GetProperty("line_length_80").EnumerateArray().Select(l => l.GetString()!)];
        Assert.Equal(lines.Reverse().SkipWhile(l => l.Length == 0).Reverse(), text.TrimEnd().Split(Environment.NewLine));
        Assert.Equal(expected.GetProperty("trainable").GetInt64(), model.TrainableWeights.Sum(w => w.Shape.ElementCount));
        Assert.Equal(expected.GetProperty("non_trainable").GetInt64(), model.NonTrainableWeights.Sum(w => w.Shape.ElementCount));
        if (expected.GetProperty("count_params").ValueKind == JsonValueKind.Number)
            Assert.Equal(expected.GetProperty("count_params").GetInt64(), model.CountParams());
    }

    [Fact]
    public void ItIsPrintedWhereAndAsWideAsAsked()
    {
        using Sequential model = Toy.Linear();
        using StringWriter writer = new();

        model.Summary(writer, 100);

        Assert.Equal(model.SummaryText(100), writer.ToString());
        Assert.All(writer.ToString().Split(Environment.NewLine)[1..6], line => Assert.Equal(100, line.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.SummaryText(20));
    }

    private static Sequential Make(string name, JsonElement expected)
    {
        JsonElement[] envelopes = [.. expected.GetProperty("layers").EnumerateArray()];
        Shape? input = name switch
        {
            "lesson" or "lesson_trained" => [28, 28],
            "frozen" or "long_names" => [4],
            "scalar" => [1],
            _ => null,
        };
        List<Layer> layers = [.. envelopes.Select((e, i) => ToLayer(e, i == 0 ? input : null))];
        if (name == "no_bias")
            layers.Insert(0, new InputLayer([4], 2));
        Sequential model = new([.. layers]) { Name = expected.GetProperty("model_name").GetString()! };
        if (name == "lesson_trained")
        {
            model.Compile("adam", "categorical_crossentropy", jitCompile: JitCompile.Off);
            model.TrainOnBatch(new float[4, 28, 28], Toy.OneHot(4, 10));
        }

        return model;
    }

    private static Layer ToLayer(JsonElement envelope, Shape? input)
    {
        JsonElement config = envelope.GetProperty("config");
        string name = config.GetProperty("name").GetString()!;
        return envelope.GetProperty("class_name").GetString() switch
        {
            "Dense" => new Dense(config.GetProperty("units").GetInt32())
            {
                Name = name,
                UseBias = config.GetProperty("use_bias").GetBoolean(),
                Trainable = config.GetProperty("trainable").GetBoolean(),
                InputShape = input,
            },
            "Dropout" => new Dropout(0.5) { Name = name, InputShape = input },
            "Flatten" => new Flatten { Name = name, InputShape = input },
            _ => new Activation { Name = name },
        };
    }

    private sealed class Activation : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context) => RawOps.Relu(x);
    }
}
