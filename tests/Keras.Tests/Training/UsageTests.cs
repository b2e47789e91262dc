using System.Runtime.ExceptionServices;
using Keras.Callbacks;
using Keras.Core;
using Keras.Layers;
using Keras.Tests.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Who may use a model while it is trained: runs exclude runs, changes exclude everything, reads go beside runs.</summary>
public sealed class UsageTests
{
    public static TheoryData<string> Changes => ["Compile", "Add", "Pop", "Dispose", "EnableLora", "Fit"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void WhatATrainingCannotSurviveIsRefusedInItsCallbacks(string change)
    {
        using Sequential model = Toy.Linear();
        string? message = null;
        Callback callback = Callback.OnEpochEnd(
            (_, _) => message = Assert.Throws<InvalidOperationException>(() => Do(model, change)).Message);

        Assert.Equal(2, model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, callback)).Epochs.Count);

        Assert.StartsWith($"{change}: the ", message, StringComparison.Ordinal);
        Assert.Contains("in use by Fit of the model", message, StringComparison.Ordinal);
        Assert.Contains("before or after", message, StringComparison.Ordinal);
        if (change != "Dispose")
            Do(model, change);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    [InlineData("Trainable")]
    [InlineData("LoadWeights")]
    [InlineData("Evaluate")]
    [InlineData("TrainOnBatch")]
    [InlineData("TestOnBatch")]
    [InlineData("Dispose of a layer")]
    public void AnotherThreadIsToldWhichTrainingRuns(string operation)
    {
        using TemporaryDirectory directory = new();
        using Sequential model = Toy.Linear();
        string path = directory["toy.weights.h5"];
        model.SaveWeights(path);
        string message = WhileTraining(model, () => Assert.Throws<InvalidOperationException>(() => Do(model, operation, path)).Message);

        Assert.StartsWith($"{operation.Split(' ')[0]}: the ", message, StringComparison.Ordinal);
        Assert.Contains($"in use by Fit of the model '{model.Name}' on another thread", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOptimizerAndAMetricOfATrainingAreNotDisposed()
    {
        Keras.Metrics.MeanAbsoluteError metric = new();
        using Sequential model = Toy.Linear();
        model.Compile("adam", "mse", [metric], jitCompile: JitCompile.Off);
        WhileTraining(model, () =>
        {
            Assert.All<IDisposable>([model.Optimizer, metric], used => Assert.StartsWith(
                "Dispose: the ", Assert.Throws<InvalidOperationException>(used.Dispose).Message, StringComparison.Ordinal));
            return "";
        });
        metric.Dispose();
        model.Optimizer.Dispose();
    }

    [Fact]
    public void CallbacksMayMeasureTrainSaveAndSet()
    {
        using TemporaryDirectory directory = new();
        using Sequential model = Toy.Linear();
        string path = directory["toy.weights.h5"];
        float[]? set = null;
        Callback callback = Callback.OnEpochEnd((_, _) =>
        {
            _ = model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent);
            _ = model.TestOnBatch(Toy.X, Toy.Y);
            _ = model.TrainOnBatch(Toy.X, Toy.Y);
            model.SaveWeights(path);
            model.Save(directory["toy.keras"]);
            model.Export(directory["toy"]);
            model.Predict(Toy.X).Dispose();
            _ = model.ToJson();
            _ = model.SummaryText();
            model.SetWeights(Tensor.Create<float>([3, 4], [2, 1]), Tensor.Create<float>([5], [1]));
            set = Toy.Values(model);
            model.LoadWeights(path);
        });

        model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, callback));

        Assert.Equal([3, 4, 5], set!);
        using Sequential again = Toy.Linear();
        again.LoadWeights(path);
        Assert.Equal(Toy.Values(again), Toy.Values(model));
    }

    [Fact]
    public void OtherThreadsMayReadWhileItTrains()
    {
        using TemporaryDirectory directory = new();
        using Sequential model = Toy.Linear();
        WhileTraining(model, () =>
        {
            model.Save(directory["toy.keras"]);
            model.SaveWeights(directory["toy.weights.h5"]);
            model.Export(directory["toy"]);
            model.Predict(Toy.X).Dispose();
            model.CreatePredictor().Dispose();
            Assert.Equal(3, Toy.Values(model).Length);
            Assert.NotEmpty(model.ToJson() + model.SummaryText());
            return "";
        });
    }

    [Theory]
    [InlineData("layer")]
    [InlineData("nested model")]
    [InlineData("optimizer")]
    [InlineData("metric")]
    [InlineData("callback")]
    public void WhatTwoModelsShareIsTrainedByOneAtATime(string shared)
    {
        Dense layer = new(1) { InputShape = [2], Name = "shared" };
        Sequential inner = new(layer) { Name = "shared" };
        using Keras.Optimizers.SGD optimizer = new() { Name = "shared" };
        using Keras.Metrics.MeanAbsoluteError metric = new("shared");
        CsvLogger? logger = shared == "callback" ? new CsvLogger(Path.GetTempFileName()) : null;
        using Sequential first = Make("first"), second = Make("second");

        string message = WhileTraining(first, () => Assert.Throws<InvalidOperationException>(() => Fit(second)).Message, logger);

        Assert.StartsWith("Fit: the ", message, StringComparison.Ordinal);
        Assert.Contains(shared == "callback" ? "CsvLogger" : "'shared'", message, StringComparison.Ordinal);
        Assert.Contains("in use by Fit of the model 'first' on another thread", message, StringComparison.Ordinal);
        if (shared != "optimizer")
            Fit(second);

        Sequential Make(string name)
        {
            Layer own = shared == "layer" ? layer : shared == "nested model" ? inner : new Dense(1) { InputShape = [2] };
            Sequential model = new(own) { Name = name };
            model.Compile(shared == "optimizer" ? optimizer : "sgd", "mse",
                shared == "metric" ? [metric] : Array.Empty<Metric>(), jitCompile: JitCompile.Off);
            return model;
        }

        void Fit(Model model) => model.Fit(Toy.X, Toy.Y, logger is null ? Toy.Silent() : Toy.Silent(1, 4, logger));
    }

    [Fact]
    public void WeightsThatALayerBorrowsAreTrainedByOneModelAtATime()
    {
        Dense lender = new(1) { InputShape = [2], UseBias = false, Name = "lender" };
        using Sequential first = new(lender) { Name = "first" }, second =
            new(new Borrower(lender) { InputShape = [2] }) { Name = "second" };
        foreach (Sequential model in new[] { first, second })
            model.Compile("sgd", "mse", jitCompile: JitCompile.Off);

        string message = WhileTraining(
            first, () => Assert.Throws<InvalidOperationException>(() => second.Fit(Toy.X, Toy.Y, Toy.Silent())).Message, afterBatch: true);

        Assert.Contains("the weight 'first/lender/kernel' is in use by Fit of the model 'first'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMetricOnItsOwnCountsWhatEveryThreadAdds()
    {
        using Keras.Metrics.Sum metric = new();
        using Tensor one = Tensor.Create<float>([1], [1]);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 50; i++)
                metric.Update(one, one);
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        using Tensor result = metric.Compute();
        Assert.Equal(200, result.ToScalar<float>());
    }

    [Fact]
    public async Task AReadWaitsForAChangeAndAChangeForARead()
    {
        using Sequential model = new(new Dense(1) { InputShape = [2] });
        using ManualResetEventSlim waits = new();
        Task? second = null;
        foreach ((UsageKind holder, UsageKind wanted)
            in new[] { (UsageKind.Change, UsageKind.Read), (UsageKind.Read, UsageKind.Change), (UsageKind.Change, UsageKind.Run) })
        {
            waits.Reset();
            bool entered = false;
            using (Usage usage = model.Enter(holder, "First"))
            {
                Interleaving.At = _ => waits.Set();
                second = Task.Run(() =>
                {
                    using Usage other = model.Enter(wanted, "Second");
                    Volatile.Write(ref entered, true);
                });
                Interleaving.At = null;
                waits.Wait();
                Assert.False(Volatile.Read(ref entered));
            }

            await second;
            Assert.True(entered);
        }
    }

    [Fact]
    public async Task AddAndPopBesidePredictionNeverShowAModelHalfChanged()
    {
        using Sequential model = new(new Dense(2) { InputShape = [2], KernelInitializer = "identity", UseBias = false });
        using Tensor x = Tensor.Create<float>([1, 2], [1, 2]);
        // At the moment when prediction has found no function and reads the layers, another thread wants to change them: it waits.
        Task? adding = null;
        using ManualResetEventSlim waits = new();
        Interleaving.At = point =>
        {
            if (point != "prediction is written" || adding is not null)
                return;
            Interleaving.At = _ => waits.Set();
            adding = Task.Run(() => model.Add(new Dense(2) { KernelInitializer = new Keras.Initializers.Identity(3), UseBias = false }));
            Interleaving.At = null;
            waits.Wait();
        };
        using Tensor before = model.Predict(x);
        Interleaving.At = null;
        await adding!;
        using Tensor after = model.Predict(x);

        Assert.Equal([1, 2], before.ToArray<float>());
        Assert.Equal([3, 6], after.ToArray<float>());
    }

    private static void Do(Sequential model, string operation, string? path = null)
    {
        switch (operation)
        {
            case "Compile":
                model.Compile("sgd", "mse", jitCompile: JitCompile.Off);
                break;
            case "Add":
                model.Add(new Activation("relu"));
                break;
            case "Pop":
                model.Pop().Dispose();
                break;
            case "Dispose":
                model.Dispose();
                break;
            case "Dispose of a layer":
                model.Layers[0].Dispose();
                break;
            case "EnableLora":
                ((Dense)model.Layers[0]).EnableLora(1);
                break;
            case "Trainable":
                model.Layers[0].Trainable = false;
                break;
            case "LoadWeights":
                model.LoadWeights(path!);
                break;
            case "Fit":
                model.Fit(Toy.X, Toy.Y, Toy.Silent());
                break;
            case "Evaluate":
                model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent);
                break;
            case "TrainOnBatch":
                model.TrainOnBatch(Toy.X, Toy.Y);
                break;
            default:
                model.TestOnBatch(Toy.X, Toy.Y);
                break;
        }
    }

    /// <summary>Does something on another thread in the middle of a training.</summary>
    private static string WhileTraining(Model model, Func<string> action, Callback? also = null, bool afterBatch = false)
    {
        string? result = null;
        // A thread of its own: who waits for a task may run it himself.
        void Other()
        {
            if (result is not null)
                return;
            ExceptionDispatchInfo? failure = null;
            Thread thread = new(() =>
            {
                try
                {
                    result = action();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            });
            thread.Start();
            thread.Join();
            failure?.Throw();
        }

        Callback callback = afterBatch ? Callback.OnTrainBatchEnd((_, _) => Other()) : Callback.OnTrainBegin(_ => Other());
        model.Fit(Toy.X, Toy.Y, Toy.Silent(1, 4, also is null ? [callback] : [also, callback]));
        return result!;
    }

    /// <summary>Multiplies by the kernel of a layer that is in another model.</summary>
    private sealed class Borrower(Dense lender) : Layer
    {
        private Weight? own;

        protected override void Build(Shape input) => own = AddWeight("own", [1]);

        protected override Symbol Call(Symbol x, CallContext context) => x.MatMul(lender.Weights[0]) + own!;
    }
}
