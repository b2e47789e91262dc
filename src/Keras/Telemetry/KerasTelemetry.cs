using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Keras;

/// <summary>
/// The measurements and traces of training, evaluation and prediction, in the names of OpenTelemetry's style: give <see cref="Name"/> to
/// <c>AddMeter</c> and <c>AddSource</c>, or listen with <c>dotnet-counters</c>. Nothing is measured while nobody listens.
/// </summary>
/// <remarks>
/// <para>Instruments of the meter, each with the tag <c>keras.model.name</c>:</para>
/// <list type="table">
/// <item><term><c>keras.fit.active</c></term><description>The number of running trainings.</description></item>
/// <item><term><c>keras.fit.steps</c></term><description>Steps of training, counted about ten times a second.</description></item>
/// <item><term><c>keras.fit.epochs</c></term><description>Finished epochs.</description></item>
/// <item><term><c>keras.fit.epoch.duration</c></term><description>Seconds that an epoch took, validation included.</description></item>
/// <item><term><c>keras.fit.metric</c></term>
/// <description>The loss and the metrics of the last epoch; the tag <c>keras.metric.name</c> has Keras's name, such as <c>val_loss</c>.
/// </description></item>
/// <item><term><c>keras.evaluate.steps</c></term><description>Steps of evaluation and validation.</description></item>
/// <item><term><c>keras.evaluate.duration</c></term><description>Seconds that an evaluation or validation took.</description></item>
/// </list>
/// <para>
/// Activities of the source: <c>keras.fit</c> with an activity <c>keras.epoch</c> for each epoch, in which <c>keras.validate</c> is;
/// <c>keras.evaluate</c>; <c>keras.predict</c> (not for a <see cref="Predictor"/>, which is for request paths). Their tags:
/// <c>keras.model.name</c>, <c>keras.epochs</c>, <c>keras.epoch</c> (from 0), <c>keras.batch_size</c> (none for streams),
/// <c>keras.cancelled</c>, and the numbers as <c>keras.metric.loss</c>, <c>keras.metric.val_accuracy</c>. What fails has the status
/// <c>Error</c> and the exception as an event.
/// </para>
/// </remarks>
public static class KerasTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Keras";

    internal static readonly ActivitySource Source = new(Name, Version);
    internal static readonly UpDownCounter<int> ActiveFits;
    internal static readonly Counter<long> FitSteps;
    internal static readonly Counter<long> FitEpochs;
    internal static readonly Histogram<double> EpochDuration;
    internal static readonly Gauge<double> Metric;
    internal static readonly Counter<long> EvaluateSteps;
    internal static readonly Histogram<double> EvaluateDuration;

    // Run where a model is first trained, evaluated or used, not at the start of the process.
    static KerasTelemetry()
    {
        Meter meter = new(Name, Version);
        ActiveFits = meter.CreateUpDownCounter<int>("keras.fit.active", "{training}", "The number of running trainings.");
        FitSteps = meter.CreateCounter<long>("keras.fit.steps", "{step}", "Steps of training.");
        FitEpochs = meter.CreateCounter<long>("keras.fit.epochs", "{epoch}", "Finished epochs.");
        EpochDuration = meter.CreateHistogram<double>("keras.fit.epoch.duration", "s", "Duration of an epoch, validation included.");
        Metric = meter.CreateGauge<double>("keras.fit.metric", null, "Loss and metrics of the last epoch.");
        EvaluateSteps = meter.CreateCounter<long>("keras.evaluate.steps", "{step}", "Steps of evaluation and validation.");
        EvaluateDuration = meter.CreateHistogram<double>("keras.evaluate.duration", "s", "Duration of an evaluation or validation.");
    }

    private static string? Version => typeof(KerasTelemetry).Assembly.GetName().Version?.ToString();
}
