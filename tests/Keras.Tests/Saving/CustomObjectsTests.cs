using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

public sealed class CustomObjectsTests
{
    [Fact]
    public void A_layer_of_ones_own_round_trips_once_it_is_registered()
    {
        using Sequential model = new(new Scale(3) { InputShape = [3] }, new Dense(2));
        using TemporaryPath path = new(".keras");
        model.Save(path.Value);
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => Model.Load(path.Value));
        Assert.Contains("CustomObjects.RegisterLayer(\"Scale\"", error.Message, StringComparison.Ordinal);
        CustomObjects.RegisterLayer("Scale", config => new Scale(config.GetDouble("by")));
        using Model again = Model.Load(path.Value);
        Assert.Equal(3, Assert.IsType<Scale>(again.Layers[0]).By);
        RoundTripTests.AssertSame(model, again);
    }

    [Fact]
    public void Functions_round_trip_once_they_are_registered()
    {
        static Symbol Squares(Symbol yTrue, Symbol yPred) => Ops.Mean(Ops.Square(yTrue - yPred), axis: -1);
        using Sequential model = RoundTripTests.Small();
        model.Compile("sgd", Loss.From(Squares, "squares"), [Metric.From(Squares, "squares")]);
        string json = model.ToJson();
        Assert.Throws<ConfigException>(() => Model.FromJson(json));
        CustomObjects.RegisterLoss("squares", Squares);
        CustomObjects.RegisterMetric("squares", Squares);
        using Model again = Model.FromJson(json);
        Assert.Equal("squares", again.Loss!.Name);
    }

    [Fact]
    public void A_class_of_ones_own_is_never_taken_for_a_built_in_one_of_its_name()
    {
        using Sequential model = RoundTripTests.Small();
        string json = model.ToJson();
        int at = json.IndexOf("\"class_name\": \"Activation\"", StringComparison.Ordinal);
        int registered = json.IndexOf("\"registered_name\": null", at, StringComparison.Ordinal);
        string custom = json[..registered] + "\"registered_name\":\"Custom\\u003EActivation\""
            + json[(registered + "\"registered_name\": null".Length)..];
        ConfigException error = Assert.Throws<ConfigException>(() => Model.FromJson(custom));
        Assert.Contains("'Activation'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lambda_is_refused_by_name()
    {
        const string json = """{"module":"keras","class_name":"Sequential","config":{"name":"s","layers":[{"module":"keras.layers","class_name":"Lambda","config":{"function":"x"}}]}}""";
        ConfigException error = Assert.Throws<ConfigException>(() => Model.FromJson(json));
        Assert.Contains("'Lambda' holds Python code", error.Message, StringComparison.Ordinal);
    }

    private sealed class Scale(double by) : Layer
    {
        public double By => by;

        protected override Symbol Call(Symbol x, CallContext context) => x * by;

        protected override void WriteConfig(Config config)
        {
            base.WriteConfig(config);
            config.Set("by", by);
        }
    }
}
