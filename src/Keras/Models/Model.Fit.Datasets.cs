using System.Runtime.CompilerServices;
using Keras.Training;

namespace Keras;

/// <content>Training on a dataset.</content>
public partial class Model
{
    /// <summary>Trains the model on a dataset.</summary>
    /// <param name="data">Samples held in memory, or a stream of batches.</param>
    /// <param name="epochs">The number of passes over the data. Default: 1.</param>
    /// <param name="batchSize">Samples per batch. Default: 32, or, with <paramref name="stepsPerEpoch"/>, so many that the steps of an
    /// epoch use all samples. Not for datasets of batches.</param>
    /// <param name="validationData">The validation data, evaluated after each epoch.</param>
    /// <param name="stepsPerEpoch">The number of batches in an epoch; see <see cref="FitOptions.StepsPerEpoch"/>. Default: all. A stream
    /// without an end needs one.</param>
    /// <param name="validationSteps">The number of batches of each validation. Default: all.</param>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="verbose">The verbosity. Default: a progress bar.</param>
    /// <param name="cancellationToken">Stops training within about a tenth of a second.</param>
    [OverloadResolutionPriority(-2)]
    public History Fit(
        Dataset data,
        int epochs = 1,
        int? batchSize = null,
        Dataset? validationData = null,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        IReadOnlyList<Callback>? callbacks = null,
        Verbosity verbose = Verbosity.ProgressBar,
        CancellationToken cancellationToken = default) =>
        Fit(
            data,
            new FitOptions
            {
                Epochs = epochs,
                GivenBatchSize = batchSize,
                ValidationData = validationData,
                StepsPerEpoch = stepsPerEpoch,
                ValidationSteps = validationSteps,
                Callbacks = callbacks ?? [],
                Verbose = verbose
            },
            cancellationToken: cancellationToken);

    /// <summary>Trains the model on a dataset.</summary>
    /// <param name="data">Samples held in memory, or a stream of batches.</param>
    /// <param name="options">The arguments of the training.</param>
    /// <param name="progress">Receives the progress about ten times a second.</param>
    /// <param name="cancellationToken">Stops training within about a tenth of a second.</param>
    /// <exception cref="ArgumentException">The options have sample weights, which are a part of a dataset.</exception>
    [OverloadResolutionPriority(-1)]
    public History Fit(Dataset data, FitOptions options, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        Required.Rows("Fit", "data", data);
        Required.Value("Fit", "options", options);
        if (options.SampleWeight is not null)
        {
            throw new ArgumentException(
                "Fit: expected the sample weights in the dataset, got them in the options; give them with the samples "
                + "(Dataset.FromTensors(x, y, sampleWeight), or the third part of each batch).", nameof(options));
        }

        _ = Settings;
        options.Check();
        using Usage usage = EnterRun("Fit", options.Callbacks, UsageRules.Outermost);
        History history = new();
        using WarningSubscription subscription = new(this, history.Warn);
        using FitRun run = new(this, data, options, history, progress, cancellationToken);
        return run.Execute();
    }
}
