using System.Text.Json;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Epochs, validations, evaluations and predictions of so many batches, as the real Keras recorded them.</summary>
public sealed class StepsPerEpochTests
{
    private const int BatchSize = 5;
    private static readonly Fixture Recorded = Fixture.Load("several/several");

    public static TheoryData<int, JitCompile> Cases()
    {
        TheoryData<int, JitCompile> cases = [];
        for (int i = 0; i < Recorded.Cases("steps").Count(); i++)
        {
            cases.Add(i, JitCompile.Off);
            cases.Add(i, JitCompile.Auto);
        }

        return cases;
    }

    [Fact]
    public void Arguments_mean_the_same_as_options()
    {
        using Tensor x = Read("meta"), y = Read("odd");
        FitOptions options = new()
        {
            Epochs = 3,
            StepsPerEpoch = 2,
            ValidationSteps = 1,
            ValidationData = (x, y),
            Shuffle = Shuffle.Off,
            Verbose = Verbosity.Silent,
        };
        History[] histories =
        [
            Train(model => model.Fit(x, y, options)),
            Train(model => model.Fit(x, y, epochs: 3, stepsPerEpoch: 2, validationSteps: 1, validationData: (x, y), shuffle: Shuffle.Off,
                verbose: Verbosity.Silent)),
            Train(model => model.Fit(Rows(x, 3), Rows(y, 1), epochs: 3, stepsPerEpoch: 2, validationSteps: 1, validationData: (x, y),
                shuffle: Shuffle.Off, verbose: Verbosity.Silent)),
        ];
        foreach (History history in histories[1..])
        {
            Assert.Equal(histories[0]["loss"], history["loss"]);
            Assert.Equal(histories[0]["val_loss"], history["val_loss"]);
        }

        static History Train(Func<Model, History> fit)
        {
            using Sequential model = new(new InputLayer([3]), new Dense(1) { KernelInitializer = "ones" });
            model.Compile(new SGD(0.05), "mse");
            return fit(model);
        }

        static IEnumerable<float[]> Rows(Tensor tensor, int length) => tensor.ToArray<float>().Chunk(length);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_epoch_ends_where_it_does_in_Keras(int index, JitCompile jitCompile)
    {
        JsonElement expected = Recorded.Cases("steps").ElementAt(index), options = expected.GetProperty("options");
        using Sequential model = new(new InputLayer([3]), new Dense(1) { KernelInitializer = "ones" });
        model.Compile(new SGD(0.05), "mse", ["mae"], jitCompile: jitCompile,
            stepsPerExecution: options.GetProperty("steps_per_execution").GetInt32());
        using Tensor x = Read("meta"), y = Read("odd");
        int? stream = Number(options, "stream");
        FitOptions fit = new()
        {
            Epochs = 3,
            Shuffle = Shuffle.Off,
            Verbose = Verbosity.Silent,
            StepsPerEpoch = Number(options, "steps_per_epoch"),
            ValidationSteps = Number(options, "validation_steps"),
            ValidationData = Number(options, "validation_steps") is null ? null : (x, y),
        };
        if (stream is null && !options.TryGetProperty("batch_size", out _))
            fit = fit with { BatchSize = BatchSize };

        History history = stream is { } batches ? model.Fit(Dataset.FromBatches(Stream(x, y, batches)), fit) : model.Fit(x, y, fit);

        foreach (JsonProperty key in expected.GetProperty("history").EnumerateObject())
            Close.Assert(Fixture.Numbers(key.Value), history[key.Name], key.Name);
        int told = expected.GetProperty("warnings").GetInt32();
        // A validation that ran out is told once.
        Assert.Equal(Number(options, "validation_steps") is null ? told : Math.Min(told, 1),
            history.Warnings.Count(w => w.Contains("ran out", StringComparison.Ordinal)));
        AssertLogs(expected.GetProperty("evaluate"), model.Evaluate(x, y, steps: 2, batchSize: BatchSize, verbose: Verbosity.Silent));
        AssertLogs(expected.GetProperty("evaluate_without_batch_size"), model.Evaluate(x, y, steps: 2, verbose: Verbosity.Silent));
        using Tensor p = model.Predict(x, steps: 2, batchSize: BatchSize);
        Assert.Equal([10, 1], p.Shape);
    }

    [Fact]
    public void A_stream_without_an_end_is_read_as_far_as_it_is_needed()
    {
        int read = 0;
        using Sequential model = Toy.Linear();
        IEnumerable<Batch> endless = Endless();
        History history = model.Fit(Dataset.FromBatches(endless),
            new FitOptions { Epochs = 3, StepsPerEpoch = 4, Verbose = Verbosity.Silent });
        Assert.Equal(3, history["loss"].Count);
        Assert.Empty(history.Warnings);
        // One chunk is read ahead, never more than an epoch's, and one waits.
        Assert.InRange(read, 12, 24);
        Evaluation evaluation = model.Evaluate(Dataset.FromBatches(endless), steps: 3, verbose: Verbosity.Silent);
        Assert.True(double.IsFinite(evaluation.Loss));
        using Tensor p = model.Predict(Dataset.FromBatches(endless), steps: 3);
        Assert.Equal([12, 1], p.Shape);

        IEnumerable<Batch> Endless()
        {
            while (true)
            {
                Interlocked.Increment(ref read);
                yield return new Batch(Toy.Rows(4, 2), Toy.Rows(4, 1));
            }
        }
    }

    [Fact]
    public void Each_sample_is_used_once_before_any_is_used_again()
    {
        using Sequential model = new(new Zero { InputShape = [1] });
        model.Compile(new CompileOptions { Losses = "mse", JitCompile = JitCompile.Off });
        float[,] x = new float[12, 1];
        for (int i = 0; i < 12; i++)
            x[i, 0] = i;
        History history = model.Fit(
            x, x, new FitOptions { Epochs = 4, BatchSize = 3, StepsPerEpoch = 2, Seed = 3, Verbose = Verbosity.Silent });
        // The mean of the squares over two epochs is that of all samples.
        double all = Enumerable.Range(0, 12).Average(i => (double)i * i);
        Assert.Equal(all, (history["loss"][0] + history["loss"][1]) / 2, 3);
        Assert.Equal(all, (history["loss"][2] + history["loss"][3]) / 2, 3);
        Assert.Equal(4, history["loss"].Distinct().Count());
    }

    [Theory]
    [InlineData("steps")]
    [InlineData("validation")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    public void No_steps_at_all_are_refused(string what)
    {
        using Sequential model = Toy.Linear();
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            switch (what)
            {
                case "steps": model.Fit(Toy.X, Toy.Y, Toy.Silent() with { StepsPerEpoch = 0 }); break;
                case "validation": model.Fit(Toy.X, Toy.Y, Toy.Silent() with { ValidationSteps = 0 }); break;
                case "evaluate": model.Evaluate(Toy.X, Toy.Y, steps: 0); break;
                default: model.Predict(Toy.X, steps: 0); break;
            }
        });
    }

    private static IEnumerable<Batch> Stream(Tensor x, Tensor y, int batches)
    {
        for (int i = 0; batches < 0 || i < batches; i++)
        {
            int start = i % 4 * BatchSize;
            yield return new Batch(x[start..(start + BatchSize)], y[start..(start + BatchSize)]);
        }
    }

    private static void AssertLogs(JsonElement expected, Evaluation actual)
    {
        foreach (JsonProperty key in expected.EnumerateObject())
            Close.Assert([key.Value.GetDouble()], [actual[key.Name]], key.Name);
    }

    private static int? Number(JsonElement options, string name) =>
        options.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static Tensor Read(string name)
    {
        JsonElement described = Recorded.Root.GetProperty("data").GetProperty(name);
        return Tensor.Create<float>(
            [.. Fixture.Numbers(described.GetProperty("values")).Select(v => (float)v)],
            Shape.Create([.. described.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]));
    }

    // The loss is the square of the target.
    private sealed class Zero : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context) => x * 0f;
    }
}
