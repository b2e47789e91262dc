using Keras.Layers;
using Keras.Optimizers;
using Keras.Tests.Losses;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>
/// A large table of which a step changes single rows is trained in its own memory: nobody copies it, and all that could tell from outside
/// is as it is with a copy.
/// </summary>
public sealed class LargeTableTests
{
    private const int Rows = 9000, Length = 128, Samples = 96;

    private static readonly int[,] X = Indices();

    public static TheoryData<string, JitCompile> Ways
    {
        get
        {
            TheoryData<string, JitCompile> ways = [];
            foreach (string optimizer in new[] { "sgd", "adagrad" })
            {
                foreach (JitCompile jit in Runtime.HasXla ? [JitCompile.Off, JitCompile.On, JitCompile.Auto] : new[] { JitCompile.Off })
                    ways.Add(optimizer, jit);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Training_equals_that_of_a_table_that_is_copied_and_the_table_stays_where_it_is(string optimizer, JitCompile jit)
    {
        using Sequential model = Model(optimizer, jit), twin = Model(optimizer, jit, copies: true);
        twin.SetWeights(model.GetWeights());
        using (Tensor before = model.Weights[0].Read())
        {
            float[] copy = before.ToArray<float>();
            model.Fit(X, Targets(), Silent);
            Assert.Equal(copy, before.ToArray<float>());
        }

        List<nint> places = [Place(model)];
        model.Fit(X, Targets(), Silent);
        places.Add(Place(model));
        model.Fit(X, Targets(), Silent);
        places.Add(Place(model));
        twin.Fit(X, Targets(), Silent with { Epochs = 3 });

        Assert.Single(places.Distinct());
        foreach ((Weight weight, Weight other) in model.Weights.Concat(model.Optimizer.Weights).Zip(
            twin.Weights.Concat(twin.Optimizer.Weights)))
            LossProbe.Near(Numbers(other), Numbers(weight), 1e-5f);
    }

    [Fact]
    public void So_it_is_batch_by_batch()
    {
        using Sequential model = Model("adagrad", JitCompile.Off), twin = Model("adagrad", JitCompile.Off, copies: true);
        twin.SetWeights(model.GetWeights());
        List<nint> places = [];
        for (int i = 0; i < 3; i++)
        {
            model.TrainOnBatch(X, Targets());
            twin.TrainOnBatch(X, Targets());
            places.Add(Place(model));
        }

        Assert.Single(places.Distinct());
        LossProbe.Near(Values(twin.Weights[0]), Values(model.Weights[0]), 1e-5f);
    }

    [Theory]
    [InlineData("layer", JitCompile.Off)]
    [InlineData("constraint", JitCompile.Off)]
    [InlineData("average", JitCompile.Off)]
    [InlineData("layer", JitCompile.Auto)]
    [InlineData("constraint", JitCompile.Auto)]
    [InlineData("average", JitCompile.Auto)]
    public void Where_the_whole_table_is_read_in_a_step_the_result_is_the_same(string reader, JitCompile jit)
    {
        using Sequential model = Model("sgd", jit, reader: reader), twin = Model("sgd", jit, copies: true, reader: reader);
        twin.SetWeights(model.GetWeights());

        model.Fit(X, Targets(), Silent);
        twin.Fit(X, Targets(), Silent);

        foreach ((Weight weight, Weight other) in model.Weights.Concat(model.Optimizer.Weights).Zip(
            twin.Weights.Concat(twin.Optimizer.Weights)))
            LossProbe.Near(Numbers(other), Numbers(weight), 1e-5f);
    }

    [Fact]
    public async Task Whoever_reads_while_it_is_trained_reads_the_value_between_two_calls()
    {
        using Sequential model = Model("sgd", JitCompile.Off);
        SetEqual(model);
        using CancellationTokenSource ended = new();
        Task reader = Task.Run(() =>
        {
            while (!ended.IsCancellationRequested)
            {
                // The rows of one batch are written one after another; each was written as often as the others.
                float[] table = Values(model.Weights[0]);
                float first = table[0];
                for (int row = 0; row < 4; row++)
                    Assert.Equal(first, table[row * Length]);
            }
        });
        int[,] x = new int[64, 4];
        float[,] y = new float[64, 1];
        for (int i = 0; i < 64; i++)
        {
            y[i, 0] = 1;
            for (int j = 0; j < 4; j++)
                x[i, j] = j;
        }

        model.Fit(x, y, Silent with { Epochs = 30, StepsPerExecution = 2 });
        await ended.CancelAsync();
        await reader;
    }

    [Fact]
    public void A_thread_that_waited_for_the_table_reads_it_before_the_next_call()
    {
        using Sequential model = Model("sgd", JitCompile.Off);
        using ManualResetEventSlim begun = new();
        int reads = 0, epochs = 0;
        Thread reader = new(() =>
        {
            begun.Wait();
            for (; reads < 10; reads++)
                _ = Values(model.Weights[0]);
        });
        reader.Start();
        model.Fit(X, Targets(), Silent with
        {
            Epochs = 10_000,
            Callbacks =
            [
                Callback.OnEpochEnd((epoch, _) =>
                {
                    begun.Set();
                    epochs = epoch;
                    if (Volatile.Read(ref reads) == 10)
                        model.StopTraining = true;
                }),
            ],
        });
        reader.Join();

        Assert.InRange(epochs, 0, 9_000);
    }

    [Fact]
    public void A_step_that_fails_gives_the_table_back()
    {
        using Sequential model = Model("sgd", JitCompile.Off);
        int[,] wrong = (int[,])X.Clone();
        wrong[Samples - 1, 0] = Rows;

        Assert.ThrowsAny<Exception>(() => model.Fit(wrong, Targets(), Silent));

        Assert.All(Values(model.Weights[0]), v => Assert.True(float.IsFinite(v)));
        History history = model.Fit(X, Targets(), Silent);
        Assert.True(double.IsFinite(history["loss"][0]));
    }

    [Fact]
    public void What_is_assigned_by_a_callback_is_trained_on()
    {
        using Sequential model = Model("sgd", JitCompile.Off);
        using Tensor zeros = Tensor.Zeros(DType.Float32, [Rows, Length]);
        model.Fit(X, Targets(), Silent with { Callbacks = [Callback.OnEpochEnd((_, _) => model.Weights[0].Assign(zeros))] });

        Assert.All(Values(model.Weights[0]), v => Assert.Equal(0, v));
        model.Fit(X, Targets(), Silent);
        Assert.All(zeros.ToArray<float>(), v => Assert.Equal(0, v));
        Assert.Contains(Values(model.Weights[0]), v => v != 0);
    }

    private static FitOptions Silent => new() { BatchSize = 16, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent };

    private static Sequential Model(string optimizer, JitCompile jit, bool copies = false, string reader = "")
    {
        Embedding table = new(Rows, Length)
        {
            InputShape = [4],
            EmbeddingsConstraint = reader == "constraint" ? new Constraints.MaxNorm(1) : null,
        };
        Layer mean = new Lambda(x => Ops.Mean(x, 1));
        Sequential model = reader == "layer"
            ? new(table, mean, new WithLargest(table), new Dense(1)) : new(table, mean, new Dense(1));
        bool averages = reader == "average";
        model.Compile(
            (optimizer, copies) switch
            {
                ("sgd", false) => new SGD(0.1) { UseEma = averages },
                ("sgd", true) => new CopyingSGD { UseEma = averages },
                (_, false) => new Adagrad(0.1),
                _ => new CopyingAdagrad(),
            },
            "mse", jitCompile: jit);
        return model;
    }

    private static void SetEqual(Sequential model)
    {
        using Tensor zeros = Tensor.Zeros(DType.Float32, [Rows, Length]);
        model.Weights[0].Assign(zeros);
    }

    private static int[,] Indices()
    {
        Random random = new(3);
        int[,] x = new int[Samples, 4];
        for (int i = 0; i < Samples; i++)
        {
            for (int j = 0; j < 4; j++)
                x[i, j] = random.Next(i % 3 == 0 ? 5 : Rows);
        }

        return x;
    }

    private static float[,] Targets()
    {
        float[,] y = new float[Samples, 1];
        for (int i = 0; i < Samples; i++)
            y[i, 0] = i % 7;
        return y;
    }

    private static float[] Values(Weight weight)
    {
        using Tensor value = weight.Read();
        return value.ToArray<float>();
    }

    private static float[] Numbers(Weight weight)
    {
        using Tensor value = weight.Read(), singles = value.Cast(DType.Float32);
        return singles.ToArray<float>();
    }

    private static unsafe nint Place(Sequential model)
    {
        using Tensor value = model.Weights[0].Read();
        fixed (float* first = value.AsSpan<float>())
            return (nint)first;
    }

    private static Symbol Places(IndexedSlices rows) => RawOps.ExpandDims(rows.Indices, Graph.Current.Constant(1, DType.Int32));

    private sealed class WithLargest(Embedding table) : Layer
    {
        protected override Symbol Call(Symbol x, CallContext context) => x + Ops.Max(Gradients.StopGradient(table.Weights[0]));
    }

    private sealed class CopyingSGD() : Optimizer(0.1)
    {
        protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate) =>
            weight.Assign(weight.ToSymbol() - (rate * gradient));

        protected override bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate)
        {
            weight.Assign(RawOps.TensorScatterSub(weight, Places(gradient), gradient.Values * rate));
            return true;
        }
    }

    private sealed class CopyingAdagrad() : Optimizer(0.1)
    {
        private IReadOnlyList<Weight> accumulators = [];

        protected override void BuildSlots(IReadOnlyList<Weight> trained) =>
            accumulators = AddSlots("accumulator", new Keras.Initializers.Constant(0.1));

        protected override void UpdateStep(Symbol gradient, Weight weight, Symbol rate)
        {
            Weight slot = accumulators[SlotIndex(weight)];
            slot.Assign(slot.ToSymbol() + RawOps.Square(gradient));
            weight.Assign(weight.ToSymbol() - (rate * gradient / RawOps.Sqrt(slot.ToSymbol() + 1e-7)));
        }

        protected override bool UpdateRows(IndexedSlices gradient, Weight weight, Symbol rate)
        {
            Weight slot = accumulators[SlotIndex(weight)];
            slot.Assign(RawOps.TensorScatterAdd(slot, Places(gradient), RawOps.Square(gradient.Values)));
            Symbol step = rate * gradient.Values / RawOps.Sqrt(RawOps.GatherNd(slot, Places(gradient)) + 1e-7);
            weight.Assign(RawOps.TensorScatterSub(weight, Places(gradient), step));
            return true;
        }
    }
}
