using System.Text.Json;
using Keras.Layers;
using Keras.Losses;
using Keras.Optimizers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// Through whole models: where a crossentropy sees a softmax or sigmoid right before it, it computes from the logits; the real Keras told
/// where.
/// </summary>
public sealed class LookBackTests
{
    private static readonly Fixture Fixture = Fixture.Load("lookback");

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, Fixture.Cases().Count())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void LossesLookBackWhereKerasDoes(int number)
    {
        JsonElement expected = Fixture.Cases().ElementAt(number);
        string loss = expected.GetProperty("loss").GetString()!;
        bool fromLogits = expected.GetProperty("from_logits").GetBoolean();
        using Sequential model = new([.. expected.GetProperty("layers").EnumerateArray().Select((l, i) => ToLayer(l, isFirst: i == 0))]);
        using Tensor kernel = CurveRun.ToTensor(Fixture.Array("kernel"));
        model.SetWeights(kernel);
        model.Compile(new SGD(0), ToLoss(loss, fromLogits), [loss], jitCompile: JitCompile.Off);
        Data x = CurveRun.ToTensor(Fixture.Array("x")), y =
            CurveRun.ToTensor(Fixture.Array(Fixture.Root.GetProperty("targets").GetProperty(loss)));
        if (loss.StartsWith("sparse", StringComparison.Ordinal))
            y = y.Cast(DType.Int32);
        JsonElement graph = expected.GetProperty("results").GetProperty("graph");

        AssertLogs(graph.GetProperty("evaluate"), model.Evaluate(x, y, verbose: Verbosity.Silent).Logs);
        if (graph.TryGetProperty("train_on_batch", out JsonElement onBatch))
            AssertLogs(onBatch, model.TrainOnBatch(x, y).Logs);
        if (graph.TryGetProperty("fit", out JsonElement fit))
        {
            History history = model.Fit(x, y, Toy.Silent());
            foreach (JsonProperty key in fit.EnumerateObject())
                Close.Assert(Fixture.Numbers(key.Value), history[key.Name], key.Name);
        }
    }

    private static void AssertLogs(JsonElement expected, Logs logs)
    {
        Assert.Equal(Json.Names(expected).Order(StringComparer.Ordinal), logs.Keys);
        foreach (JsonProperty key in expected.EnumerateObject())
            Close.Assert([Fixture.Number(key.Value)], [logs[key.Name]], key.Name);
    }

    private static Loss ToLoss(string name, bool fromLogits) => name switch
    {
        "categorical_crossentropy" => new CategoricalCrossentropy(fromLogits),
        "sparse_categorical_crossentropy" => new SparseCategoricalCrossentropy(fromLogits),
        _ => new BinaryCrossentropy(fromLogits),
    };

    private static Layer ToLayer(JsonElement envelope, bool isFirst)
    {
        JsonElement config = envelope.GetProperty("config");
        string activation = config.TryGetProperty("activation", out JsonElement name) ? name.GetString()! : "linear";
        DTypePolicy policy = config.GetProperty("dtype").GetProperty("config").GetProperty("name").GetString()!;
        return envelope.GetProperty("class_name").GetString() switch
        {
            "Dense" => new Dense(config.GetProperty("units").GetInt32(), activation)
            {
                UseBias = false,
                DTypePolicy = policy,
                InputShape = isFirst ? [config.GetProperty("units").GetInt32()] : null
            },
            "Activation" => new Applied(ActivationRegistry(activation)) { DTypePolicy = policy },
            "Dropout" => new Dropout(config.GetProperty("rate").GetDouble()),
            "Flatten" => new Flatten(),
            "Reshape" => new Applied(x => x.Reshape([-1, config.GetProperty("target_shape")[0].GetInt64()])),
            _ => throw new InvalidDataException(envelope.GetRawText()),
        };
    }

    private static Func<Symbol, Symbol> ActivationRegistry(string name) => ((ActivationFunction)name).Apply;

    private sealed class Applied(Func<Symbol, Symbol> function) : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context) => function(x);
    }
}
