using System.Text.Json;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Regularizers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Models of several inputs and outputs train, measure and predict as the real Keras recorded it.</summary>
public sealed class SeveralOutputsTests
{
    private static readonly Fixture Recorded = Fixture.Load("several/several");

    private static readonly JsonElement Runs = Recorded.Root.GetProperty("runs");

    public static TheoryData<string, JitCompile> Compilations()
    {
        TheoryData<string, JitCompile> runs = [];
        foreach (JsonProperty run in Runs.EnumerateObject())
        {
            runs.Add(run.Name, JitCompile.Off);
            runs.Add(run.Name, JitCompile.On);
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Compilations))]
    public void A_model_of_Keras_goes_on_as_in_Keras(string name, JitCompile jitCompile)
    {
        using Model model = Load(name);
        Assert.True(model.IsCompiled);
        model.Compile(model.CompileOptions with { JitCompile = jitCompile });
        AssertRun(name, jitCompile, model, Inputs());
    }

    [Theory]
    [InlineData("named")]
    [InlineData("listed")]
    [InlineData("for_all")]
    [InlineData("one_loss")]
    [InlineData("crossentropies")]
    public void A_model_that_is_compiled_here_does_what_one_of_Keras_does(string name)
    {
        using Model model = Build();
        JsonElement[] weights = [.. Runs.GetProperty(name).GetProperty("kernels").GetProperty("weights").EnumerateArray()];
        Tensor[] values = [.. weights.Select(Read)];
        model.SetWeights(values);
        foreach (Tensor value in values)
            value.Dispose();
        model.Compile(Options(name) with { JitCompile = JitCompile.Off });
        AssertRun(name, JitCompile.Off, model, [Column("image"), Column("meta")]);
    }

    [Theory]
    [MemberData(nameof(Compilations))]
    public void A_stream_of_batches_trains_as_arrays_do(string name, JitCompile jitCompile)
    {
        if (name == "dictionaries")
            return;
        using Model model = Load(name);
        model.Compile(model.CompileOptions with { JitCompile = jitCompile });
        Data x = Inputs(), y = Targets(name);
        IEnumerable<Batch> batches =
            Enumerable.Range(0, 5).Select(i => new Batch(Rows(x, i), Rows(y, i), Weights(name) is { } w ? Rows(w, i) : null));
        History history = model.Fit(Dataset.FromBatches(batches), epochs: 2, verbose: Verbosity.Silent);
        foreach (JsonProperty key in Expected(name, jitCompile).GetProperty("history")
            .EnumerateObject().Where(k => !k.Name.StartsWith("val_", StringComparison.Ordinal)))
            Close.Assert(Fixture.Numbers(key.Value), history[key.Name], key.Name, 1e-5);
    }

    [Fact]
    public void Outputs_are_there_by_name_and_by_position()
    {
        using Model model = Load("named");
        using Prediction p = model.PredictAll(new() { ["meta"] = Column("meta"), ["image"] = Column("image") });
        Assert.Equal(["digit", "odd"], p.Names);
        Assert.Equal(2, p.Count);
        Assert.Same(p[0], p["digit"]);
        Assert.Equal([22, 1], p["odd"].Shape);
        Assert.Contains("'digit', 'odd'", Assert.Throws<KeyNotFoundException>(() => p["even"]).Message, StringComparison.Ordinal);
        using Prediction batch = model.PredictAllOnBatch([Column("image"), Column("meta")]);
        Assert.Equal(p["digit"].ToArray<float>(), batch["digit"].ToArray<float>());
        string told = Assert.Throws<InvalidOperationException>(() => model.Predict([Column("image"), Column("meta")])).Message;
        Assert.Equal("Predict: the model 'model' has 2 outputs (digit, odd); call PredictAll to have them.", told);
    }

    [Fact]
    public async Task Datasets_with_several_columns_are_predicted_whole_or_batch_by_batch()
    {
        using Model model = Load("named");
        using Prediction whole = model.PredictAll(Inputs());
        using Prediction dataset = model.PredictAll(Dataset.FromTensors(Inputs(), Targets("named")), batchSize: 7);
        using Prediction stream = model.PredictAll(Dataset.FromBatches(Enumerable.Range(0, 5).Select(i => new Batch(Rows(Inputs(), i)))));
        using Prediction later = await model.PredictAllAsync(Inputs());
        foreach (Prediction other in new[] { dataset, stream, later })
        {
            Close.Assert([.. whole[0].ToArray<float>().Select(v => (double)v)],
                [.. other[0].ToArray<float>().Select(v => (double)v)], "digit");
            Close.Assert([.. whole[1].ToArray<float>().Select(v => (double)v)],
                [.. other[1].ToArray<float>().Select(v => (double)v)], "odd");
        }
    }

    [Fact]
    public void A_function_of_batches_sees_the_columns_by_name()
    {
        using Model model = Load("one_loss"), mapped = Load("one_loss");
        model.Compile(model.CompileOptions with { JitCompile = JitCompile.Off });
        mapped.Compile(mapped.CompileOptions with { JitCompile = JitCompile.Off });
        FitOptions options = new() { BatchSize = 5, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent };
        History plain = model.Fit(Inputs(), Targets("one_loss"), options);
        Data doubled = new() { ["image"] = Column("image").Map(x => x * 2f), ["meta"] = Column("meta") };
        Dataset halved = Dataset.FromTensors(doubled, Targets("one_loss"))
            .Map((x, y) => (new() { ["image"] = x["image"].Value / 2f, ["meta"] = x["meta"] }, y));
        Assert.Equal(plain["loss"], mapped.Fit(halved, options)["loss"]);
    }

    [Fact]
    public void A_list_of_one_is_the_column_itself()
    {
        using Sequential one = Toy.Linear(), list = Toy.Linear();
        list.SetWeights(one.GetWeights());
        Assert.Equal(one.Fit(Toy.X, Toy.Y, Toy.Silent(2))["loss"], list.Fit([Toy.X], [Toy.Y], Toy.Silent(2))["loss"]);
        using Sequential named = new(new InputLayer([2]) { Name = "x" }, new Dense(1) { Name = "y" });
        named.Compile(new SGD(0.01), "mse", ["mae"]);
        named.Fit(new() { ["x"] = Toy.X }, new() { ["y"] = Toy.Y }, Toy.Silent());
    }

    [Fact]
    public void A_model_of_ones_own_has_several_inputs_and_outputs_too()
    {
        using Two model = new();
        model.Compile(new CompileOptions
        {
            Optimizer = "sgd",
            Losses = ["mse", "mae"],
            Metrics = ["mse", "mse"],
            JitCompile = JitCompile.Off
        });
        History history = model.Fit([Toy.X, Toy.Rows(10, 3)], [Toy.Y, Toy.Rows(10, 2)], Toy.Silent(2));
        // Its outputs have no names, so losses and metrics are told apart by theirs.
        Assert.Equal(["loss", "mae_loss", "mse", "mse_1", "mse_loss"], history.Keys);
        using Prediction p = model.PredictAll([Toy.X, Toy.Rows(10, 3)]);
        Assert.Equal([10, 2], p[1].Shape);
        Evaluation evaluation = model.Evaluate([Toy.X, Toy.Rows(10, 3)], [Toy.Y, Toy.Rows(10, 2)], verbose: Verbosity.Silent);
        Assert.Equal(evaluation.Loss, evaluation["mse_loss"] + evaluation["mae_loss"], 5);
    }

    [Fact]
    public void Without_a_loss_what_layers_add_is_minimized()
    {
        Input x = new([2]);
        using Model model = new(x, new Dense(3) { ActivityRegularizer = new L2(0.1) }.Apply(x));
        model.Compile(new CompileOptions { Optimizer = new SGD(0.1) });
        History history = model.Fit(Dataset.FromTensors(Toy.X), new FitOptions { Epochs = 3, Verbose = Verbosity.Silent });
        Assert.True(history["loss"][2] < history["loss"][0]);
        Assert.Equal(["loss"], history.Keys);
    }

    [Fact]
    public void A_repeated_layer_gives_its_outputs_numbers()
    {
        Input x = new([2]);
        Dense twice = new(1) { Name = "twice" };
        using Model model = new(x, [twice.Apply(x), twice.Apply(x * 2f)]);
        model.Compile(new CompileOptions { Losses = "mse", Metrics = ["mae", "mae"] });
        History history = model.Fit(Toy.X, [Toy.Y, Toy.Y], Toy.Silent());
        Assert.Equal(["loss", "twice_loss", "twice_loss_1", "twice_mae", "twice_mae_1"], history.Keys);
    }

    [Fact]
    public void What_was_compiled_is_in_files_as_Keras_writes_it()
    {
        using Model model = Build();
        model.Compile(new CompileOptions
        {
            Optimizer = "adam",
            Losses = { ["digit"] = "sparse_categorical_crossentropy", ["odd"] = null },
            LossWeights = { ["odd"] = 0.3 },
            Metrics = { ["digit"] = ["accuracy"] },
        });
        using Model again = Model.FromJson(model.ToJson());
        Assert.Empty(again.LoadWarnings);
        Assert.Equal(model.ToJson(), again.ToJson());
        JsonElement config = JsonDocument.Parse(model.ToJson()).RootElement.GetProperty("compile_config");
        Assert.Equal("""{"digit": 1.0, "odd": 0.3}""", config.GetProperty("loss_weights").GetRawText());
        Assert.Equal(JsonValueKind.Null, config.GetProperty("loss").GetProperty("odd").ValueKind);
        Assert.Equal("""{"digit": ["accuracy"]}""", config.GetProperty("metrics").GetRawText());
    }

    private static void AssertRun(string name, JitCompile jitCompile, Model model, Data x)
    {
        JsonElement expected = Expected(name, jitCompile);
        Data y = Targets(name);
        Data? weights = Weights(name);
        using (Prediction p = model.PredictAll(x))
        {
            foreach ((JsonElement wanted, int i) in expected.GetProperty("predictions").EnumerateArray().Select((e, i) => (e, i)))
                Close.Assert(Values(wanted), [.. p[i].ToArray<float>().Select(v => (double)v)], $"output {i}", 1e-6);
        }

        History history = model.Fit(x, y, new FitOptions
        {
            Epochs = 2,
            BatchSize = 5,
            Shuffle = Shuffle.Off,
            Verbose = Verbosity.Silent,
            SampleWeight = weights,
            ValidationData = weights is null ? (x, y) : (x, y, weights),
        });
        Assert.Equal(expected.GetProperty("history").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal), history.Keys);
        foreach (JsonProperty key in expected.GetProperty("history").EnumerateObject())
            Close.Assert(Fixture.Numbers(key.Value), history[key.Name], key.Name, 1e-5);
        AssertWeights(expected.GetProperty("after"), model);
        AssertLogs(expected.GetProperty("evaluate"), model.Evaluate(x, y, batchSize: 5, sampleWeight: weights, verbose: Verbosity.Silent));
        AssertLogs(expected.GetProperty("test_on_batch"), model.TestOnBatch(x, y, weights));
        AssertLogs(expected.GetProperty("train_on_batch"), model.TrainOnBatch(x, y, weights));
        AssertWeights(expected.GetProperty("at_last"), model);
    }

    private static void AssertLogs(JsonElement expected, Evaluation actual)
    {
        Assert.Equal(expected.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal), actual.Logs.Keys);
        foreach (JsonProperty key in expected.EnumerateObject())
            Close.Assert([key.Value.GetDouble()], [actual[key.Name]], key.Name, 1e-5);
    }

    private static void AssertWeights(JsonElement expected, Model model)
    {
        foreach ((Weight weight, JsonElement wanted) in model.Weights.Zip(expected.EnumerateArray()))
        {
            using Tensor value = weight.Read();
            Close.Assert(Values(wanted), [.. value.ToArray<float>().Select(v => (double)v)], weight.Path, 1e-5, 5e-6);
        }
    }

    private static CompileOptions Options(string name) => name switch
    {
        "named" => new()
        {
            Optimizer = "adam",
            Losses = { ["digit"] = "sparse_categorical_crossentropy", ["odd"] = "binary_crossentropy" },
            LossWeights = { ["odd"] = 0.3 },
            Metrics = { ["odd"] = ["accuracy", "mse"], ["digit"] = "accuracy" },
            WeightedMetrics = { ["odd"] = "mse" },
        },
        "listed" => new()
        {
            Optimizer = new SGD(0.1, momentum: 0.9),
            Losses = ["sparse_categorical_crossentropy", "mse"],
            LossWeights = [0.5, 2],
            Metrics = [["accuracy", "sparse_categorical_crossentropy"], "mae"],
        },
        "for_all" => new() { Optimizer = "adam", Losses = "mse", WeightedMetrics = ["mae", "mae"] },
        "one_loss" => new()
        {
            Optimizer = "adam",
            Losses = { ["digit"] = "sparse_categorical_crossentropy", ["odd"] = null },
            Metrics = { ["odd"] = ["accuracy"] },
        },
        _ => new() { Optimizer = "adam", Losses = "crossentropy", Metrics = ["acc", "acc"] },
    };

    private static Model Build()
    {
        Input image = new([4, 2], name: "image"), meta = new([3], name: "meta");
        KerasTensor h = new Concatenate { Name = "joined" }.Apply(new Flatten { Name = "flat" }.Apply(image), meta);
        h = new Dense(8, "relu") { KernelRegularizer = new L2(0.01f), Name = "trunk" }.Apply(h);
        return new([image, meta],
            [new Dense(5, "softmax") { Name = "digit" }.Apply(h), new Dense(1, "sigmoid") { Name = "odd" }.Apply(h)], name: "model");
    }

    private static Model Load(string name) => Model.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", "several", $"{name}.keras"));

    private static JsonElement Expected(string name, JitCompile jitCompile) =>
        Runs.GetProperty(name).GetProperty(jitCompile == JitCompile.Off ? "kernels" : "xla");

    private static Data Inputs() => new() { ["image"] = Column("image"), ["meta"] = Column("meta") };

    private static Data Targets(string name)
    {
        string[] columns = [.. Runs.GetProperty(name).GetProperty("targets").EnumerateArray().Select(t => t.GetString()!)];
        return name == "dictionaries"
            ? new() { ["even"] = Column(columns[1]), ["which"] = Column(columns[0]) }
            : name == "named" ? new() { ["digit"] = Column(columns[0]), ["odd"] = Column(columns[1]) }
                : [Column(columns[0]), Column(columns[1])];
    }

    private static Data? Weights(string name) => Runs.GetProperty(name).GetProperty("sample_weight").GetString() switch
    {
        null => null,
        "each" => new() { ["odd"] = Column("odd_weight"), ["digit"] = Column("digit_weight") },
        "first" => [Column("digit_weight"), null],
        string shared => Column(shared),
    };

    private static Data Column(string name) => Data.From(Read(Recorded.Root.GetProperty("data").GetProperty(name)));

    private static Tensor Read(JsonElement described)
    {
        Shape shape = Shape.Create([.. described.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]);
        return described.GetProperty("dtype").GetString() == "int32"
            ? Tensor.Create<int>([.. Values(described).Select(v => (int)v)], shape)
            : Tensor.Create<float>([.. Values(described).Select(v => (float)v)], shape);
    }

    private static double[] Values(JsonElement described) => Fixture.Numbers(described.GetProperty("values"));

    // The rows of a batch of five, of which the last has two.
    private static Data Rows(Data data, int batch)
    {
        if (data.IsColumn)
            return data.ToTensor()[(batch * 5)..Math.Min(22, (batch + 1) * 5)];
        if (data.Names is not { } names)
            return DataBuilder.Create([.. Enumerable.Range(0, 2).Select(i => data[i] is { } column ? Rows(column, batch) : null)]);
        Data part = new();
        foreach (string name in names)
            part[name] = Rows(data[name]!, batch);
        return part;
    }

    private sealed class Two : Model
    {
        private readonly Dense first;
        private readonly Dense second;

        public Two() => (first, second) = (AddLayer(new Dense(1)), AddLayer(new Dense(2)));

        protected override IReadOnlyList<Symbol> Call(IReadOnlyList<Symbol> inputs, CallContext context) =>
            [first.Apply(inputs[0], context), second.Apply(inputs[1], context)];
    }
}
