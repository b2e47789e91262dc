using System.Diagnostics;

namespace Keras.Telemetry;

/// <summary>Measures and traces one run of <c>Fit</c> or <c>Evaluate</c>.</summary>
internal sealed class RunTelemetry : Callback, IDisposable
{
    private const string ModelName = "keras.model.name", MetricName = "keras.metric.name";
    private readonly bool trains;
    private readonly KeyValuePair<string, object?> model;
    private readonly Activity? run;
    private Activity? epochActivity;
    private Activity? test;
    private long epochStart;
    private long testStart;
    private int steps;
    private int testSteps;

    /// <param name="model">The model.</param>
    /// <param name="options">The arguments of the run.</param>
    /// <param name="trains">Whether the run is a training, in which tests are validations.</param>
    public RunTelemetry(Model model, FitOptions options, bool trains)
    {
        this.trains = trains;
        this.model = new(ModelName, model.Name);
        run = KerasTelemetry.Source.StartActivity(trains ? "keras.fit" : "keras.evaluate");
        run?.SetTag(ModelName, model.Name);
        if (!trains)
            return;
        run?.SetTag("keras.epochs", options.Epochs);
        KerasTelemetry.ActiveFits.Add(1, this.model);
    }

    /// <summary>Notes the number of samples per batch; null for a stream, which has its own batches.</summary>
    public void SetBatchSize(int? batchSize) => run?.SetTag("keras.batch_size", batchSize);

    /// <summary>Notes that the run fails.</summary>
    /// <returns>False, as the filter of a catch clause that catches nothing.</returns>
    public bool Fail(Exception exception)
    {
        foreach (Activity? activity in (Activity?[])[test, epochActivity, run])
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            if (activity == run)
                activity?.AddException(exception);
        }

        return false;
    }

    /// <summary>Notes that the training was cancelled.</summary>
    public void Cancel()
    {
        epochActivity?.SetTag("keras.cancelled", true);
        run?.SetTag("keras.cancelled", true);
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs)
    {
        steps = 0;
        epochStart = Stopwatch.GetTimestamp();
        epochActivity = KerasTelemetry.Source.StartActivity("keras.epoch");
        epochActivity?.SetTag(ModelName, model.Value);
        epochActivity?.SetTag("keras.epoch", epoch);
    }

    /// <inheritdoc/>
    public override void OnProgress(TrainingProgress progress) => Count(KerasTelemetry.FitSteps, ref steps, progress.Step);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        KerasTelemetry.FitEpochs.Add(1, model);
        KerasTelemetry.EpochDuration.Record(Stopwatch.GetElapsedTime(epochStart).TotalSeconds, model);
        if (KerasTelemetry.Metric.Enabled)
        {
            foreach ((string name, double value) in logs)
                KerasTelemetry.Metric.Record(value, model, new(MetricName, name));
        }

        Finish(ref epochActivity, logs);
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => SetNumbers(run, logs);

    /// <inheritdoc/>
    public override void OnTestBegin(Logs logs)
    {
        testSteps = 0;
        testStart = Stopwatch.GetTimestamp();
        if (!trains)
            return;
        test = KerasTelemetry.Source.StartActivity("keras.validate");
        test?.SetTag(ModelName, model.Value);
    }

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs)
    {
        KerasTelemetry.EvaluateDuration.Record(Stopwatch.GetElapsedTime(testStart).TotalSeconds, model);
        SetNumbers(trains ? null : run, logs);
        Finish(ref test, logs);
    }

    /// <summary>Ends what still runs: the run, and an epoch that was cancelled or failed.</summary>
    public void Dispose()
    {
        test?.Dispose();
        epochActivity?.Dispose();
        run?.Dispose();
        if (trains)
            KerasTelemetry.ActiveFits.Add(-1, model);
    }

    /// <inheritdoc/>
    public override void OnTestProgress(TrainingProgress progress) => Count(KerasTelemetry.EvaluateSteps, ref testSteps, progress.Step);

    private void Count(System.Diagnostics.Metrics.Counter<long> counter, ref int counted, int done)
    {
        counter.Add(done - counted, model);
        counted = done;
    }

    private static void Finish(ref Activity? activity, Logs logs)
    {
        SetNumbers(activity, logs);
        activity?.Dispose();
        activity = null;
    }

    private static void SetNumbers(Activity? activity, Logs logs)
    {
        if (activity is null)
            return;
        foreach ((string name, double value) in logs)
            activity.SetTag($"keras.metric.{name}", value);
    }
}
