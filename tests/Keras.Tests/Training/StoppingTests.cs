using Keras.Callbacks;
using Keras.Optimizers;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Training;

/// <summary>Training that ends early: cancelled, stopped, or by an exception; the model can be used on each time.</summary>
public sealed class StoppingTests
{
    [Fact]
    public void CancellingKeepsTheWeightsOfTheLastTickAndSaysSo()
    {
        using Sequential model = Toy.Linear(), same = Toy.Linear();
        CopyWeights(model, same);
        using CancellationTokenSource stop = new();
        Callback canceller = Callback.OnTrainBatchEnd((batch, _) => Cancel(stop, batch == 1));
        int ended = 0;

        History history = model.Fit(
            Toy.X, Toy.Y, Toy.Silent(5, 4, canceller, Callback.OnTrainEnd(_ => ended++)) with { ValidationData = (Toy.X, Toy.Y) },
                cancellationToken: stop.Token);

        Assert.True(history.WasCancelled);
        Assert.Empty(history.Epochs);
        Assert.Equal(1, ended);
        Assert.Equal(2, model.Optimizer.IterationCount);
        same.Fit(Head(Toy.X, 8), Head(Toy.Y, 8), Toy.Silent());
        Assert.Equal(Toy.Values(same), Toy.Values(model));
        Assert.Equal(same.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent).Loss,
            model.Evaluate(Toy.X, Toy.Y, verbose: Verbosity.Silent).Loss);
        Assert.True(double.IsFinite(history.CancelledAt!["loss"]));
        Assert.False(model.Fit(Toy.X, Toy.Y, Toy.Silent()).WasCancelled);
    }

    [Fact]
    public async Task TrainingInTheBackgroundCanBeCancelled()
    {
        using Sequential model = Toy.Linear();
        using CancellationTokenSource stop = new();
        List<TrainingProgress> reports = [];
        Reporter progress = new(report =>
        {
            reports.Add(report);
            stop.Cancel();
        });

        History history = await model.FitAsync(Toy.Rows(5000, 2), Toy.Rows(5000, 1), Toy.Silent(1_000_000, 2), progress, stop.Token);

        Assert.True(history.WasCancelled);
        Assert.InRange(history.Epochs.Count, 0, 1000);
        TrainingProgress last = reports[^1];
        Assert.Equal((2500, 1_000_000), (last.Steps, last.Epochs));
        Assert.InRange(last.Step, 1, 2500);
        Assert.True(double.IsFinite(last.Logs["loss"]));
    }

    [Fact]
    public void CancellingEndsTheValidationWhichATrainingThatIsResumedBeginsAnew()
    {
        using Sequential model = Toy.Linear();
        using CancellationTokenSource stop = new();
        CancellingInValidation canceller = new(stop);
        FitOptions options = Toy.Silent(2, 4, canceller) with { ValidationData = (Toy.X, Toy.Y), Resume = true };

        History history = model.Fit(Toy.X, Toy.Y, options, cancellationToken: stop.Token);

        Assert.Equal((true, 1, 3), (history.WasCancelled, canceller.Batches, model.Optimizer.IterationCount));
        Assert.Empty(history.Epochs);
        Assert.Equal(["loss", "mae"], history.CancelledAt!.Keys);
        History rest = model.Fit(Toy.X, Toy.Y, options);
        Assert.Equal([0, 1], rest.Epochs);
        Assert.Equal((history.CancelledAt["loss"], 6), (rest["loss"][0], model.Optimizer.IterationCount));
        Assert.Equal(2, rest["val_loss"].Count);
    }

    [Fact]
    public void CancellingBeforeTheFirstBatchChangesNoWeight()
    {
        using Sequential model = Toy.Linear();
        model.Compile(new SGD(0.1) { UseEma = true }, "mse");
        float[] before = Toy.Values(model);

        History history = model.Fit(Toy.X, Toy.Y, Toy.Silent(), cancellationToken: new CancellationToken(canceled: true));

        Assert.True(history.WasCancelled);
        Assert.Equal(before, Toy.Values(model));
    }

    [Fact]
    public void EvaluateAndPredictThrowWhenCancelled()
    {
        using Sequential model = Toy.Linear();
        CancellationToken cancelled = new(canceled: true);

        Assert.Throws<OperationCanceledException>(
            () => model.Evaluate(Toy.X, Toy.Y, 4, verbose: Verbosity.Silent, cancellationToken: cancelled));
        Assert.Throws<OperationCanceledException>(() => model.Predict(Toy.X, 4, cancellationToken: cancelled));
    }

    [Theory]
    [InlineData("train_begin")]
    [InlineData("epoch_begin")]
    [InlineData("train_batch_begin")]
    [InlineData("train_batch_end")]
    [InlineData("test_batch_end")]
    [InlineData("epoch_end")]
    [InlineData("train_end")]
    public void AnExceptionOfACallbackComesThrough(string hook)
    {
        using Sequential model = Toy.Linear();
        ThrowingCallback bad = new(hook);

        Assert.Same(bad.Error, Assert.Throws<NotFiniteNumberException>(
            () => model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, bad) with { ValidationSplit = 0.5 })));

        Assert.Equal(2, model.Fit(Toy.X, Toy.Y, Toy.Silent(2)).Epochs.Count);
    }

    [Fact]
    public void ALossThatIsNoNumberIsNotedOnceAndCanStopTraining()
    {
        using Sequential model = Toy.Linear();
        float[,] bad = Toy.Rows(10, 2);
        bad[5, 0] = float.NaN;

        History all = model.Fit(bad, Toy.Y, Toy.Silent(3));
        using Sequential second = Toy.Linear();
        History stopped = second.Fit(bad, Toy.Y, Toy.Silent(3, 4, new TerminateOnNaN()));

        Assert.Equal([double.NaN, double.NaN, double.NaN], all["loss"]);
        Assert.StartsWith("The loss became NaN in epoch 1", Assert.Single(all.Warnings), StringComparison.Ordinal);
        Assert.Single(stopped["loss"]);
        Assert.Single(stopped.Warnings);
    }

    [Fact]
    public void ProgressIsReportedUpToTheEndOfEachEpoch()
    {
        using Sequential model = Toy.Linear();
        List<TrainingProgress> seen = [];

        model.Fit(Toy.X, Toy.Y, Toy.Silent(2, 4, Callback.OnProgress(seen.Add)));

        Assert.Equal([(0, 3), (1, 3)], seen.Where(p => p.Step == p.Steps).Select(p => (p.Epoch, p.Step)));
        Assert.All(seen, p => Assert.Equal(["loss", "mae"], p.Logs.Keys));
        Assert.All(seen, p => Assert.True(p.Remaining >= TimeSpan.Zero));
    }

    private static void Cancel(CancellationTokenSource stop, bool now)
    {
        if (now)
            stop.Cancel();
    }

    private static void CopyWeights(Model from, Model to)
    {
        Tensor[] weights = from.GetWeights();
        to.SetWeights(weights);
    }

    private static float[,] Head(float[,] rows, int count)
    {
        float[,] head = new float[count, rows.GetLength(1)];
        Array.Copy(rows, head, head.Length);
        return head;
    }

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    private sealed class CancellingInValidation(CancellationTokenSource stop) : Callback
    {
        public int Batches { get; private set; }

        public override void OnTestBatchEnd(int batch, Logs logs)
        {
            Batches++;
            stop.Cancel();
        }
    }

    private sealed class ThrowingCallback(string hook) : Callback
    {
        public NotFiniteNumberException Error { get; } = new("thrown by a callback");

        public override void OnTrainBegin(Logs logs) => Throw("train_begin");

        public override void OnTrainEnd(Logs logs) => Throw("train_end");

        public override void OnEpochBegin(int epoch, Logs logs) => Throw("epoch_begin");

        public override void OnEpochEnd(int epoch, Logs logs) => Throw("epoch_end");

        public override void OnTrainBatchBegin(int batch, Logs logs) => Throw("train_batch_begin");

        public override void OnTrainBatchEnd(int batch, Logs logs) => Throw("train_batch_end");

        public override void OnTestBatchEnd(int batch, Logs logs) => Throw("test_batch_end");

        private void Throw(string now)
        {
            if (now == hook)
                throw Error;
        }
    }
}
