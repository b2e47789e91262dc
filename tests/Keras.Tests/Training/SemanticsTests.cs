using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Metrics;
using Keras.Optimizers;
using Keras.Regularizers;
using Keras.Tests.Support;
using Keras.Training;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>The fixture <c>semantics</c>: small trainings and rules whose outcome the real Keras told.</summary>
public sealed class SemanticsTests
{
    private static readonly Fixture Fixture = Fixture.Load("semantics");

    [Theory]
    [InlineData(0, JitCompile.Off)]
    [InlineData(1, JitCompile.Off)]
    [InlineData(1, JitCompile.Auto)]
    public void TheGoldenExampleComesOut(int number, JitCompile jitCompile)
    {
        JsonElement expected = Fixture.Cases("golden").ElementAt(number);
        using Sequential model = new(new Dense(1)
        {
            InputShape = [1],
            KernelInitializer = "ones",
            KernelRegularizer = new L2(expected.GetProperty("l2").GetDouble())
        });
        model.Compile(OptimizerRegistry.Instance.FromJson(JsonNode.Parse(expected.GetProperty("optimizer").GetRawText())!),
            "mse", ["mae"], jitCompile: jitCompile);
        Data x = Json.Tensor(expected.GetProperty("x")), y = Json.Tensor(expected.GetProperty("y"));

        History history = model.Fit(x, y, epochs: 2, batchSize: 2, shuffle: false, verbose: Verbosity.Silent);

        foreach (JsonProperty key in expected.GetProperty("history").EnumerateObject())
            Close.Assert(Fixture.Numbers(key.Value), history[key.Name], key.Name);
        AssertClose([.. Json.Flat(expected.GetProperty("final").GetProperty("kernel")),
            .. Json.Flat(expected.GetProperty("final").GetProperty("bias"))], Toy.Values(model));
        Evaluation evaluation = model.Evaluate(x, y, 2, verbose: Verbosity.Silent);
        Close.Assert(Fixture.Numbers(expected.GetProperty("evaluate")), [evaluation.Loss, evaluation["mae"]], "evaluate");
        using Tensor predictions = model.Predict(x, 2);
        AssertClose(Json.Flat(expected.GetProperty("predict")), predictions.ToArray<float>());
    }

    [Fact]
    public void ValidationTakesTheLastRows()
    {
        foreach (JsonElement expected in Fixture.Cases("validation_split"))
        {
            (int count, double split) = (expected.GetProperty("count").GetInt32(), expected.GetProperty("split").GetDouble());
            if (expected.TryGetProperty("error", out _))
            {
                Assert.Contains($"{count} samples",
                    Assert.Throws<ArgumentException>(() => ValidationSplit.Of(count, split)).Message, StringComparison.Ordinal);
                continue;
            }

            (Range train, Range validation) = ValidationSplit.Of(count, split);
            Assert.Equal((0, expected.GetProperty("train").GetInt32()), train.GetOffsetAndLength(count));
            Assert.Equal((expected.GetProperty("validation_starts_at").GetInt32(), expected.GetProperty("validation").GetInt32()),
                validation.GetOffsetAndLength(count));
        }
    }

    [Fact]
    public void TheHistoryHasKerasKeysInKerasOrder()
    {
        float[,] x = { { 1 }, { 2 }, { 3 } }, y = { { 2 }, { 3 }, { 5 } };
        foreach (JsonElement expected in Fixture.Cases("history_keys"))
        {
            using Sequential model = new(new Dense(1) { InputShape = [1] });
            Metric[] metrics = [.. expected.GetProperty("metrics").EnumerateArray().Select(ToMetric)];
            model.Compile("sgd", "mse", metrics, [.. Json.Strings(expected.GetProperty("weighted_metrics")).Select(m => (Metric)m)]);
            FitOptions options = Toy.Silent() with { ValidationData = expected.GetProperty("validation").GetBoolean() ? (x, y) : null };

            History history = model.Fit(x, y, options);

            Assert.Equal(Json.Strings(expected.GetProperty("keys")), history.Keys);
            Assert.Equal(Json.Strings(expected.GetProperty("evaluate_dict_keys")),
                model.Evaluate(x, y, verbose: Verbosity.Silent).Logs.Keys);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ClassesWeighAsInKeras(int number)
    {
        JsonElement expected = Fixture.Cases("class_weight").ElementAt(number);
        using Sequential model = new(new Dense(3, "softmax") { InputShape = [2] });
        using Tensor kernel = Json.Tensor(expected.GetProperty("kernel")), bias =
            Tensor.Zeros(DType.Float32, [3]), y = Json.Tensor(expected.GetProperty("y"));
        model.SetWeights(kernel, bias);
        string loss = expected.GetProperty("loss").GetString()!;
        model.Compile(new SGD(0.1), loss, ["accuracy"], [loss], JitCompile.Off);
        Dictionary<int, float> weights = expected.GetProperty("class_weight").EnumerateObject()
            .ToDictionary(p => int.Parse(p.Name, CultureInfo.InvariantCulture), p => p.Value.GetSingle());
        Data targets = number == 1 ? y : ((Data)y).Cast(DType.Int32);

        History history = model.Fit(Json.Tensor(expected.GetProperty("x")), targets, Toy.Silent(2, 2) with { ClassWeight = weights });

        foreach (JsonProperty key in expected.GetProperty("history").EnumerateObject())
            Close.Assert(Fixture.Numbers(key.Value), history[key.Name], key.Name);
        AssertClose(Json.Flat(expected.GetProperty("final")), Toy.Values(model));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void CallsOnOneBatchGoAsInKeras(int number)
    {
        JsonElement expected = Fixture.Root.GetProperty("on_batch").GetProperty("cases")[number];
        string name = expected.GetProperty("name").GetString()!;
        using Sequential model = new(new Dense(3) { InputShape = [4], UseBias = false, KernelInitializer = "ones" });
        model.Compile(new SGD(0.01), "mse", ["mse"], ["mae"], JitCompile.Off);
        float[] ones = [.. Enumerable.Repeat(1f, 400)];
        using Tensor x = Tensor.Create<float>(ones, [100, 4]);
        float[,] y = new float[100, 3];
        for (int i = 0; i < 100 && name == "class_weight"; i++)
            y[i, i % 2] = 1;
        Data? sampleWeight = name == "sample_weight" ? (Data)Enumerable.Range(0, 100).Select(i => i / 50f).ToArray() : null;
        Dictionary<int, float>? classWeight = name == "class_weight" ? new() { [1] = 0.3f, [0] = 0.2f } : null;

        foreach (JsonElement step in expected.GetProperty("steps").EnumerateArray())
        {
            JsonProperty call = step.EnumerateObject().Single();
            if (call.Name == "predict_on_batch")
            {
                using Tensor predictions = model.PredictOnBatch(x);
                AssertClose(Json.Flat(call.Value), predictions.ToArray<float>()[..3]);
                continue;
            }

            Evaluation result = call.Name == "test_on_batch" ? model.TestOnBatch(x, y, sampleWeight)
                : model.TrainOnBatch(x, y, sampleWeight, classWeight);
            if (call.Name == "train_on_batch_list")
                Close.Assert(Fixture.Numbers(call.Value), [result.Loss, result["mse"], result["mae"]], call.Name);
            else
                Close.Assert([.. call.Value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal)
                    .Select(p => Fixture.Number(p.Value))], [.. result.Logs.Values], call.Name);
        }

        AssertClose(Json.Flat(expected.GetProperty("weights")), Toy.Values(model));
    }

    [Fact]
    public void AccuracyIsThatWhichFitsTheShapes()
    {
        JsonElement[] cases = [.. Fixture.Cases("accuracy_names").Where(c => c.TryGetProperty("y_true", out _))];
        Assert.Equal(22, cases.Length);
        foreach (JsonElement expected in cases)
        {
            AutomaticMetric automatic = Assert.IsType<AutomaticMetric>((Metric)expected.GetProperty("identifier").GetString()!);
            Metric metric = automatic.Resolve(ToShape(expected.GetProperty("y_true")), ToShape(expected.GetProperty("y_pred")));
            Assert.Equal((expected.GetProperty("class").GetString(), expected.GetProperty("name").GetString()),
                (metric.ClassName, metric.Name));
        }
    }

    private static Shape ToShape(JsonElement list) => Shape.Create([.. list.EnumerateArray().Select(a => a.GetInt64())]);

    private static Metric ToMetric(JsonElement metric) => metric.ValueKind == JsonValueKind.String
        ? (Metric)metric.GetString()!
        : new MeanAbsoluteError(metric.GetProperty("name").GetString()!);

    private static void AssertClose(float[] expected, float[] actual) =>
        Close.Assert([.. expected.Select(v => (double)v)], [.. actual.Select(v => (double)v)], "values");
}
