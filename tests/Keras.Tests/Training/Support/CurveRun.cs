using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Regularizers;
using Keras.Tests.Support;
using TensorFlow;

namespace Keras.Tests.Training;

/// <summary>One run of the fixture <c>training_curves</c>: its model, its data and its arguments.</summary>
internal sealed class CurveRun(string name)
{
    public static readonly Fixture Fixture = Fixture.Load("training_curves");

    public static IEnumerable<string> Names => Fixture.Cases("runs").Select(r => r.GetProperty("name").GetString()!);

    public JsonElement Expected { get; } = Fixture.Cases("runs").Single(r => r.GetProperty("name").GetString() == name);

    public Data X => Images("images", Count).Normalized();

    public static Data TestX => Images("test_images", 100).Normalized();

    public Data Y => Targets("labels", Count);

    public Data TestY => Targets("test_labels", 100);

    private int Count => Expected.GetProperty("count").GetInt32();

    private JsonElement Arguments => Expected.GetProperty("fit");

    /// <summary>The model with the run's initial weights, compiled.</summary>
    public Sequential Model(JitCompile jitCompile)
    {
        string head = Expected.GetProperty("head").GetString()!;
        Sequential model = new(
            new Flatten { InputShape = [28, 28] },
            new Dense(16, "relu") { KernelRegularizer = new L2(0.01) },
            new Dense(head == "softmax" ? 10 : 1, head));
        Tensor[] initial = [.. Fixture.Root.GetProperty("heads").GetProperty(head)
            .GetProperty("initial_weights").EnumerateArray().Select(w => ToTensor(Fixture.Array(w)))];
        model.SetWeights(initial);
        JsonElement compile = Expected.GetProperty("compile");
        model.Compile(
            OptimizerRegistry.Instance.FromJson(JsonNode.Parse(compile.GetProperty("optimizer").GetRawText())!),
            compile.GetProperty("loss").GetString()!,
            Metrics(compile, "metrics"),
            Metrics(compile, "weighted_metrics"),
            jitCompile,
            compile.TryGetProperty("steps_per_execution", out JsonElement steps) ? steps.GetInt32() : 1);
        return model;
    }

    /// <summary>The arguments of fit.</summary>
    public FitOptions Options(params Callback[] callbacks) => new()
    {
        Epochs = Int("epochs") ?? 1,
        BatchSize = Int("batch_size") ?? 32,
        InitialEpoch = Int("initial_epoch") ?? 0,
        Shuffle = Shuffle.Off,
        ValidationSplit = Arguments.TryGetProperty("validation_split", out JsonElement split) ? split.GetDouble() : 0,
        ValidationData = Arguments.TryGetProperty("validation_data", out _) ? (TestX, TestY) : null,
        ValidationFrequency = Int("validation_freq") ?? 1,
        ValidationBatchSize = Int("validation_batch_size"),
        ClassWeight = Arguments.TryGetProperty("class_weight", out JsonElement weights)
            ? weights.EnumerateObject().ToDictionary(p => int.Parse(p.Name, CultureInfo.InvariantCulture), p => p.Value.GetSingle())
            : null,
        SampleWeight = Fixture.ArrayOrNull(Expected, "sample_weight") is { } sampleWeight ? (Data)ToTensor(sampleWeight) : null,
        Callbacks = callbacks,
        Verbose = Verbosity.Silent,
    };

    public static Tensor ToTensor(NpyArray array) =>
        Tensor.Create<float>(array.ToSingles(), Shape.Create([.. array.Shape.Select(d => (long)d)]));

    private static Metric[] Metrics(JsonElement compile, string property) =>
        compile.TryGetProperty(property, out JsonElement names) ? [.. names.EnumerateArray().Select(n => (Metric)n.GetString()!)] : [];

    private static Data Images(string array, int count)
    {
        byte[] bytes = Fixture.Array(array).As<byte>();
        return Tensor.Create<byte>(bytes.AsSpan(0, count * 784), [count, 28, 28]);
    }

    private Data Targets(string array, int count)
    {
        byte[] labels = Fixture.Array(array).As<byte>()[..count];
        int[] numbers = [.. labels.Select(l => (int)l)];
        float[] tenths = [.. labels.Select(l => (float)(l / 10.0))];
        return Expected.GetProperty("targets").GetString() switch
        {
            "one_hot" => ((Data)labels).ToCategorical(10),
            "labels" => numbers,
            "labels_column" => Tensor.Create<int>(numbers, [count, 1]),
            "even" => Tensor.Create<float>([.. labels.Select(l => l % 2 == 0 ? 1f : 0f)], [count, 1]),
            "tenths" => tenths,
            "tenths_column" => Tensor.Create<float>(tenths, [count, 1]),
            _ => throw new InvalidDataException("Unknown targets."),
        };
    }

    private int? Int(string argument) => Arguments.TryGetProperty(argument, out JsonElement value) ? value.GetInt32() : null;
}
