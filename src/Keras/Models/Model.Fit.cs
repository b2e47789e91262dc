using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras;

/// <content>Training.</content>
public partial class Model
{
    /// <summary>Trains the model on data held in memory.</summary>
    /// <param name="x">The inputs, samples first.</param>
    /// <param name="y">The targets, one for each sample.</param>
    /// <param name="epochs">The number of passes over the data. Default: 1.</param>
    /// <param name="batchSize">Samples per batch. Default: 32, or, with <paramref name="stepsPerEpoch"/>, so many that the steps of an
    /// epoch use all samples.</param>
    /// <param name="validationSplit">The fraction of the samples, taken from the end, held out for validation. Default: 0.</param>
    /// <param name="validationData">The validation data, evaluated after each epoch; a tuple of inputs and targets converts.</param>
    /// <param name="shuffle">The shuffling of the samples before each epoch. Default: all of them.</param>
    /// <param name="classWeight">The weight of the samples of each class. Default: 1.</param>
    /// <param name="sampleWeight">The weight of each sample. Default: 1.</param>
    /// <param name="initialEpoch">The epoch to begin with, where training is resumed. Default: 0.</param>
    /// <param name="stepsPerEpoch">The number of batches in an epoch; see <see cref="FitOptions.StepsPerEpoch"/>. Default: all.</param>
    /// <param name="validationSteps">The number of batches of each validation. Default: all.</param>
    /// <param name="stepsPerExecution">The number of batches per call of the training function. Default: the value given to
    /// <c>Compile</c>.</param>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="seed">The seed of the shuffling and of random numbers; null (default) derives one from
    /// <see cref="Runtime.Seed"/>.</param>
    /// <param name="verbose">The verbosity. Default: a progress bar.</param>
    /// <param name="cancellationToken">Stops training within about a tenth of a second; the weights reached so far stay, and the
    /// history says so.</param>
    /// <returns>The loss and metrics of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled, or is trained on another thread.</exception>
    /// <exception cref="ShapeException">The data do not fit the model or each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or a label is.</exception>
    /// <example>
    /// <code>
    /// using var model = new Sequential(new Dense(8, "relu") { InputShape = [2] }, new Dense(1));
    /// model.Compile("adam", "mse");
    /// float[,] x = { { 0, 1 }, { 1, 0 }, { 1, 1 }, { 0, 0 } };
    /// float[] y = [1, 1, 2, 0];
    /// History history = model.Fit(x, y, epochs: 10, batchSize: 2, validationSplit: 0.25);
    /// Console.WriteLine(history["val_loss"][^1]);
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public History Fit(
        Data x,
        Data y,
        int epochs = 1,
        int? batchSize = null,
        double validationSplit = 0,
        Dataset? validationData = null,
        Shuffle shuffle = default,
        Dictionary<int, float>? classWeight = null,
        Data? sampleWeight = null,
        int initialEpoch = 0,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        int? stepsPerExecution = null,
        IReadOnlyList<Callback>? callbacks = null,
        long? seed = null,
        Verbosity verbose = Verbosity.ProgressBar,
        CancellationToken cancellationToken = default) =>
        Fit(
            x,
            y,
            new FitOptions
            {
                Epochs = epochs,
                GivenBatchSize = batchSize,
                ValidationSplit = validationSplit,
                ValidationData = validationData,
                Shuffle = shuffle,
                ClassWeight = classWeight,
                SampleWeight = sampleWeight,
                InitialEpoch = initialEpoch,
                StepsPerEpoch = stepsPerEpoch,
                ValidationSteps = validationSteps,
                StepsPerExecution = stepsPerExecution,
                Callbacks = callbacks ?? [],
                Seed = seed,
                Verbose = verbose,
            },
            cancellationToken: cancellationToken);

    /// <summary>Trains the model on data held in memory.</summary>
    /// <param name="x">The inputs, samples first.</param>
    /// <param name="y">The targets, one for each sample.</param>
    /// <param name="options">The arguments of the training.</param>
    /// <param name="progress">Receives the progress about ten times a second.</param>
    /// <param name="cancellationToken">Stops training within about a tenth of a second.</param>
    /// <inheritdoc cref="Fit(Data, Data, int, int?, double, Dataset, Shuffle, Dictionary{int, float}, Data, int, int?,
    /// int?, int?, IReadOnlyList{Callback}, long?, Verbosity, CancellationToken)"/>
    [OverloadResolutionPriority(2)]
    public History Fit(Data x, Data y, FitOptions options, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Required.Rows("Fit", "inputs", x);
        Required.Targets("Fit", y);
        Required.Value("Fit", "options", options);
        // The weights are a part of the dataset from here on.
        return Fit(Dataset.FromTensors(x, y, options.SampleWeight), options with { SampleWeight = null }, progress, cancellationToken);
    }

    /// <summary>Trains the model on a thread of the pool.</summary>
    /// <inheritdoc cref="Fit(Data, Data, FitOptions, IProgress{TrainingProgress}, CancellationToken)"/>
    public Task<History> FitAsync(Data x, Data y, FitOptions options, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => Fit(x, y, options, progress, cancellationToken), CancellationToken.None);

    /// <summary>Trains the model on a thread of the pool.</summary>
    /// <inheritdoc cref="Fit(Dataset, FitOptions, IProgress{TrainingProgress}, CancellationToken)"/>
    [OverloadResolutionPriority(-1)]
    public Task<History> FitAsync(Dataset data, FitOptions options, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Task.Run(() => Fit(data, options, progress, cancellationToken), CancellationToken.None);
}
