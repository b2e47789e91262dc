using System.Diagnostics;
using System.Diagnostics.Metrics;
using Keras.Layers;
using Xunit;

namespace Keras.Tests.Telemetry;

/// <summary>What listeners are told of training, evaluation and prediction.</summary>
public sealed class TelemetryTests
{
    private static readonly float[,] X = new float[40, 2];
    private static readonly float[,] Y = new float[40, 1];

    [Fact]
    public void A_meter_counts_steps_and_epochs_and_tells_the_metrics()
    {
        using Sequential model = Compiled("metered");
        Dictionary<string, double> sums = [];
        List<string> metrics = [];
        int epochs = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == KerasTelemetry.Name)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        listener.Start();

        model.Fit(X, Y, new FitOptions { Epochs = 3, BatchSize = 8, ValidationSplit = 0.2, Verbose = Verbosity.Silent });

        Assert.Equal(12, sums["keras.fit.steps"]);
        Assert.Equal(3, sums["keras.evaluate.steps"]);
        Assert.Equal(3, sums["keras.fit.epochs"]);
        Assert.Equal(0, sums["keras.fit.active"]);
        Assert.Equal(3, epochs);
        Assert.Equal(["loss", "mae", "val_loss", "val_mae"], metrics.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(12, metrics.Count);

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            // Other tests train at the same time.
            if (Tag(tags, "keras.model.name") is not "metered")
                return;
            sums[instrument.Name] = sums.GetValueOrDefault(instrument.Name) + value;
            epochs += instrument.Name == "keras.fit.epoch.duration" ? 1 : 0;
            if (Tag(tags, "keras.metric.name") is string name)
                metrics.Add(name);
        }
    }

    [Fact]
    public void Activities_nest_as_the_run_does()
    {
        using Sequential model = Compiled("traced");
        List<Activity> done = [];
        using ActivityListener listener = Listen("traced", done);

        History history = model.Fit(X, Y, new FitOptions { Epochs = 2, BatchSize = 8, ValidationSplit = 0.2, Verbose = Verbosity.Silent });
        model.Evaluate(X, Y, verbose: Verbosity.Silent);
        model.Predict(X).Dispose();
        model.Evaluate(Dataset.FromBatches([(X, Y)]), verbose: Verbosity.Silent);

        Assert.Equal(
            [
                "keras.validate", "keras.epoch", "keras.validate", "keras.epoch", "keras.fit", "keras.evaluate", "keras.predict",
                "keras.evaluate",
            ],
            done.Select(a => a.OperationName));
        Activity fit = done[4];
        Assert.Equal(fit.Id, done[1].ParentId);
        Assert.Equal(done[1].Id, done[0].ParentId);
        Assert.Equal([0, 1], new[] { done[1], done[3] }.Select(a => a.GetTagItem("keras.epoch")));
        Assert.Equal(history["val_loss"][1], done[3].GetTagItem("keras.metric.val_loss"));
        Assert.Equal(history["loss"][1], fit.GetTagItem("keras.metric.loss"));
        Assert.Equal((2, 8), (fit.GetTagItem("keras.epochs"), fit.GetTagItem("keras.batch_size")));
        Assert.NotNull(done[5].GetTagItem("keras.metric.mae"));
        Assert.Equal([32, null], new[] { done[5], done[7] }.Select(a => a.GetTagItem("keras.batch_size")));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public void What_fails_or_is_cancelled_says_so()
    {
        using Sequential model = Compiled("failing");
        List<Activity> done = [];
        using ActivityListener listener = Listen("failing", done);
        Callback fails = Callback.OnTrainBatchEnd((_, _) => throw new TimeoutException("too late"));

        Assert.Throws<TimeoutException>(() =>
            model.Fit(X, Y, new FitOptions { BatchSize = 8, Verbose = Verbosity.Silent, Callbacks = [fails] }));

        Assert.Equal(["keras.epoch", "keras.fit"], done.Select(a => a.OperationName));
        Assert.All(done, a => Assert.Equal((ActivityStatusCode.Error, "too late"), (a.Status, a.StatusDescription)));
        Assert.Equal("exception", Assert.Single(done[1].Events).Name);
        done.Clear();
        using CancellationTokenSource cancel = new();
        Callback stops = Callback.OnTrainBatchEnd((_, _) => cancel.Cancel());
        model.Fit(X, Y, new FitOptions { BatchSize = 8, Verbose = Verbosity.Silent, Callbacks = [stops] }, cancellationToken: cancel.Token);
        Assert.All(done, a => Assert.Equal(true, a.GetTagItem("keras.cancelled")));
        Assert.Equal(2, done.Count);
        Assert.Null(Activity.Current);
    }

    private static Sequential Compiled(string name)
    {
        Sequential model = new(new Dense(1) { InputShape = [2] }) { Name = name };
        model.Compile("sgd", "mse", ["mae"], jitCompile: JitCompile.Off);
        return model;
    }

    private static ActivityListener Listen(string model, List<Activity> done)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == KerasTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
            {
                if (a.GetTagItem("keras.model.name") is string name && name == model)
                    done.Add(a);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static object? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach ((string key, object? value) in tags)
        {
            if (key == name)
                return value;
        }

        return null;
    }
}
