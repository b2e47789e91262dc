using System.Text.Json;
using Keras.Callbacks;
using Keras.Layers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>The real Keras' EarlyStopping was given these values; the model's one weight was the number of the epoch.</summary>
public sealed class EarlyStoppingTests
{
    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, Fixture.Load("semantics").Cases("early_stopping").Count())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ItStopsAndRestoresWhereKerasDoes(int number)
    {
        JsonElement expected = Fixture.Load("semantics").Cases("early_stopping").ElementAt(number);
        JsonElement options = expected.GetProperty("options");
        EarlyStopping stopping = new()
        {
            Monitor = Get(options, "monitor")?.GetString() ?? "val_loss",
            Mode = Get(options, "mode")?.GetString() ?? "auto",
            Patience = Get(options, "patience")?.GetInt32() ?? 0,
            MinDelta = Get(options, "min_delta")?.GetDouble() ?? 0,
            Baseline = Get(options, "baseline")?.GetDouble(),
            RestoreBestWeights = Get(options, "restore_best_weights")?.GetBoolean() ?? false,
            StartFromEpoch = Get(options, "start_from_epoch")?.GetInt32() ?? 0,
        };
        using Sequential model = Stage();

        int? stopped = Drive(model, stopping, [.. expected.GetProperty("values").EnumerateArray()]);

        Assert.Equal(Get(expected, "stops_after_epoch")?.GetInt32(), stopped);
        Assert.Equal(stopped, stopping.StoppedEpoch);
        Assert.Equal(expected.GetProperty("best_epoch").GetInt32(), stopping.BestEpoch);
        Assert.Equal([expected.GetProperty("weights_of_epoch").GetSingle()], Toy.Values(model));
    }

    [Fact]
    public void InFitItRestoresTheWeightsOfTheBestEpoch()
    {
        using Sequential model = Toy.Linear();
        List<float[]> weights = [];
        // What is watched rises from the second epoch on.
        Callback worse = Callback.OnEpochEnd((epoch, logs) =>
        {
            weights.Add(Toy.Values(model));
            logs["loss"] = epoch == 0 ? 2 : epoch;
        });
        EarlyStopping stopping = new() { Monitor = "loss", Patience = 2, RestoreBestWeights = true };

        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(10, 4, worse, stopping));

        Assert.Equal([2, 1, 2, 3], history["loss"]);
        Assert.Equal(3, stopping.StoppedEpoch);
        Assert.Equal(weights[1], Toy.Values(model));
        Assert.NotEqual(weights[3], Toy.Values(model));
    }

    [Fact]
    public void WatchingWhatIsNotThereIsNotedInTheHistory()
    {
        using Sequential model = Toy.Linear();

        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new EarlyStopping()));

        Assert.Contains("'val_loss'", Assert.Single(history.Warnings), StringComparison.Ordinal);
        Assert.Contains("'loss', 'mae'", history.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownDirectionIsRefused()
    {
        using Sequential model = Toy.Linear();
        Callback odd = Callback.OnEpochEnd((_, logs) => logs["odd"] = 1);

        ArgumentException error =
            Assert.Throws<ArgumentException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, odd, new EarlyStopping { Monitor = "odd" })));

        Assert.Contains("Mode", error.Message, StringComparison.Ordinal);
        Assert.Throws<UnknownNameException>(() => model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, new EarlyStopping { Mode = "up" })));
    }

    private static int? Drive(Sequential model, EarlyStopping stopping, JsonElement[] values)
    {
        stopping.Attach(model, new());
        stopping.OnTrainBegin(new());
        int? stopped = null;
        for (int epoch = 0; epoch < values.Length && stopped is null; epoch++)
        {
            using (Tensor weight = Tensor.Create<float>([epoch], [1, 1]))
                model.SetWeights(weight);
            Logs logs = new();
            if (values[epoch].ValueKind != JsonValueKind.Null)
                logs[stopping.Monitor] = Fixture.Number(values[epoch]);
            stopping.OnEpochEnd(epoch, logs);
            if (model.StopTraining)
                stopped = epoch;
        }

        stopping.OnTrainEnd(new());
        return stopped;
    }

    private static Sequential Stage()
    {
        Sequential model = new(new Dense(1) { UseBias = false, InputShape = [1] });
        model.Compile("sgd", "mse", ["accuracy"]);
        model.TrainOnBatch(new float[2, 1], new float[2, 1]);
        return model;
    }

    private static JsonElement? Get(JsonElement owner, string property) =>
        owner.TryGetProperty(property, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
