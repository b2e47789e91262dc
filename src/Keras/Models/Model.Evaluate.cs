using System.Runtime.CompilerServices;
using Keras.Callbacks;
using Keras.Telemetry;
using Keras.Training;

namespace Keras;

/// <content>Evaluation.</content>
public partial class Model
{
    /// <summary>Evaluates the model on data held in memory.</summary>
    /// <param name="x">The inputs, samples first.</param>
    /// <param name="y">The targets, one for each sample.</param>
    /// <param name="batchSize">Samples per batch. Default: 32, or, with <paramref name="steps"/>, so many that the steps use all
    /// samples.</param>
    /// <param name="sampleWeight">The weight of each sample, for all outputs or for each. Default: 1.</param>
    /// <param name="steps">The number of batches to evaluate; null for all.</param>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="verbose">The verbosity. Default: a progress bar.</param>
    /// <param name="cancellationToken">Stops the evaluation within about a tenth of a second.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled, or is trained on another thread.</exception>
    /// <exception cref="ShapeException">The data do not fit the model or each other.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    [OverloadResolutionPriority(1)]
    public Evaluation Evaluate(
        Data x,
        Data y,
        int? batchSize = null,
        Data? sampleWeight = null,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        int? steps = null,
        CancellationToken cancellationToken = default)
    {
        Required.Rows("Evaluate", "inputs", x);
        Required.Targets("Evaluate", y);
        return Evaluate(Dataset.FromTensors(x, y, sampleWeight), batchSize, callbacks, verbose, steps, cancellationToken);
    }

    /// <summary>
    /// Evaluates the model on inputs without targets: for losses that layers add, and for a custom <see cref="TestStep"/>.
    /// </summary>
    /// <param name="x">The inputs, samples first.</param>
    /// <param name="batchSize">Samples per batch. Default: 32, or, with <paramref name="steps"/>, so many that the steps use all
    /// samples.</param>
    /// <param name="steps">The number of batches to evaluate; null for all.</param>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="verbose">The verbosity. Default: a progress bar.</param>
    /// <param name="cancellationToken">Stops the evaluation within about a tenth of a second.</param>
    public Evaluation Evaluate(
        Data x,
        int? batchSize = null,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        int? steps = null,
        CancellationToken cancellationToken = default)
    {
        Required.Rows("Evaluate", "inputs", x);
        return Evaluate(Dataset.FromTensors(x), batchSize, callbacks, verbose, steps, cancellationToken);
    }

    /// <summary>Evaluates the model on a dataset.</summary>
    /// <param name="data">Samples held in memory, or a stream of batches.</param>
    /// <param name="batchSize">Samples per batch. Default: 32, or, with <paramref name="steps"/>, so many that the steps use all samples. A
    /// stream has its own batches.</param>
    /// <param name="steps">The number of batches to evaluate; null for all. A stream without an end needs one.</param>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="verbose">The verbosity. Default: a progress bar.</param>
    /// <param name="cancellationToken">Stops the evaluation within about a tenth of a second.</param>
    [OverloadResolutionPriority(-1)]
    public Evaluation Evaluate(
        Dataset data,
        int? batchSize = null,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        int? steps = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        Required.Rows("Evaluate", "data", data);
        if (batchSize is { } size)
            Required.AtLeast("Evaluate", 1, size, nameof(batchSize));
        if (steps is { } count)
            Required.AtLeast("Evaluate", 1, count, nameof(steps));
        Required.Items("Evaluate", "a callback", callbacks);
        Required.Defined("Evaluate", verbose);
        _ = Settings;
        using Usage usage = EnterRun("Evaluate", callbacks ?? []);
        WarningList warnings = new();
        using WarningSubscription subscription = new(this, warning => warnings.Add(warning, verbose));
        List<Callback> all = [.. callbacks ?? []];
        if (verbose != Verbosity.Silent && !all.Exists(c => c is ProgbarLogger))
            all.Add(new ProgbarLogger());
        FitOptions options = new() { BatchSize = batchSize ?? BatchSizes.Default, Verbose = verbose };
        using RunTelemetry telemetry = new(this, options, trains: false);
        all.Add(telemetry);
        CallbackList list = new(this, options, all);
        list.Attach();
        warnings.Adding = list.Warn;
        try
        {
            UnusedArguments.WarnOfBatchSize(this, data, batchSize, "Evaluate");
            using MetricStates states = Tracked.BeginRun();
            using EvaluateRun run = new(this, data, batchSize, steps, Settings.StepsPerExecution, list);
            telemetry.SetBatchSize(run.BatchSize);
            return new(run.Execute(cancellationToken), warnings.All);
        }
        catch (Exception e) when (telemetry.Fail(e))
        {
            throw;
        }
        finally
        {
            list.EndRun();
        }
    }
}
