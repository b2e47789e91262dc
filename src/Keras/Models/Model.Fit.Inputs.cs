using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras;

/// <content>Training on inputs without targets.</content>
public partial class Model
{
    /// <summary>Trains the model on inputs without targets: for losses that layers add, and for a custom <see cref="TrainStep"/>.</summary>
    /// <param name="x">The inputs, samples first.</param>
    /// <param name="options">The options.</param>
    /// <param name="progress">Receives the progress about ten times a second.</param>
    /// <param name="cancellationToken">Stops training within about a tenth of a second.</param>
    /// <inheritdoc cref="Fit(Data, Data, int, int?, double, Dataset, Shuffle, Dictionary{int, float}, Data, int, int?,
    /// int?, int?, IReadOnlyList{Callback}, long?, Verbosity, CancellationToken)"/>
    public History Fit(Data x, FitOptions? options = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Required.Rows("Fit", "inputs", x);
        options ??= new();
        // The weights are a part of the dataset from here on.
        return Fit(Dataset.FromTensors(x, null, options.SampleWeight), options with { SampleWeight = null }, progress, cancellationToken);
    }

    /// <summary>Trains the model on inputs without targets.</summary>
    /// <param name="x">The inputs, samples first.</param>
    /// <param name="epochs">Number of passes over the data.</param>
    /// <param name="batchSize">Samples per batch. Default: 32, or, with <paramref name="stepsPerEpoch"/>, so many that the steps of an
    /// epoch use all samples.</param>
    /// <param name="validationData">The validation data, evaluated after each epoch.</param>
    /// <param name="stepsPerEpoch">The number of batches in an epoch; see <see cref="FitOptions.StepsPerEpoch"/>. Default: all.</param>
    /// <param name="validationSteps">The number of batches of each validation. Default: all.</param>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="seed">The seed of the shuffling and of random numbers; null (default) derives one from
    /// <see cref="Runtime.Seed"/>.</param>
    /// <param name="verbose">The verbosity. Default: a progress bar.</param>
    /// <param name="cancellationToken">Stops training within about a tenth of a second.</param>
    /// <inheritdoc cref="Fit(Data, Data, int, int?, double, Dataset, Shuffle, Dictionary{int, float}, Data, int, int?,
    /// int?, int?, IReadOnlyList{Callback}, long?, Verbosity, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public History Fit(
        Data x,
        int epochs,
        int? batchSize = null,
        Dataset? validationData = null,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        IReadOnlyList<Callback>? callbacks = null,
        long? seed = null,
        Verbosity verbose = Verbosity.ProgressBar,
        CancellationToken cancellationToken = default) =>
        Fit(
            x,
            new FitOptions
            {
                Epochs = epochs,
                GivenBatchSize = batchSize,
                ValidationData = validationData,
                StepsPerEpoch = stepsPerEpoch,
                ValidationSteps = validationSteps,
                Callbacks = callbacks ?? [],
                Seed = seed,
                Verbose = verbose,
            },
            cancellationToken: cancellationToken);
}
