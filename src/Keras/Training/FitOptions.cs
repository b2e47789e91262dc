using System.Globalization;
using Keras.Training;

namespace Keras;

/// <summary>The arguments of <c>Fit</c> as one object.</summary>
public sealed record FitOptions
{
    /// <summary>The number of passes over the data. Default: 1.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>
    /// Samples per batch. Default: 32, or, with <see cref="StepsPerEpoch"/>, so many that the steps of an epoch use all samples. A stream
    /// has its own batches; a size beside it is ignored, with a warning.
    /// </summary>
    public int BatchSize
    {
        get => GivenBatchSize ?? BatchSizes.Default;
        init => GivenBatchSize = value;
    }

    /// <summary>
    /// The number of batches in an epoch; null (default) for all. The next epoch goes on where this one ended, and begins anew where the
    /// data are used up; an epoch for which too few are left ends early, which is told in the history. For streams without an end.
    /// </summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>The number of batches of each validation, which begins with the first each time; null (default) for all.</summary>
    public int? ValidationSteps { get; init; }

    /// <summary>The fraction of the samples, taken from the end, held out for validation, in [0, 1). Default: 0. Beside <see
    /// cref="ValidationData"/> it is ignored, with a warning.</summary>
    public double ValidationSplit
    {
        get;
        init => field = Hyperparameter.Meant(value);
    }

    /// <summary>The validation data, evaluated after each epoch. A tuple of inputs and targets converts. Default: none.</summary>
    public Dataset? ValidationData { get; init; }

    /// <summary>Samples per batch in validation. Default: <see cref="BatchSize"/>.</summary>
    public int? ValidationBatchSize { get; init; }

    /// <summary>The number of epochs between validations. Default: 1.</summary>
    public int ValidationFrequency { get; init; } = 1;

    /// <summary>The shuffling of the samples before each epoch. Default: <c>true</c>. Datasets of batches are never shuffled.</summary>
    public Shuffle Shuffle { get; init; } = Shuffle.Rows;

    /// <summary>The weight of the samples of each class; classes that are not listed have weight 1. Default: none.</summary>
    public Dictionary<int, float>? ClassWeight { get; init; }

    /// <summary>The weight of each sample. Default: 1. Datasets have their own.</summary>
    public Data? SampleWeight { get; init; }

    /// <summary>The epoch to begin with, where training is resumed. Default: 0.</summary>
    public int InitialEpoch { get; init; }

    /// <summary>
    /// Whether training goes on where the model's own was when it ended, was cancelled, or was saved: after the last finished epoch, or
    /// after the last finished batch of an epoch, with the metrics of that epoch so far. Default: false, which begins <see
    /// cref="InitialEpoch"/> with its first batch. A model that was not trained begins with <see cref="InitialEpoch"/>.
    /// </summary>
    /// <example><c>Model.Load("last.keras").Fit(x, y, new FitOptions { Resume = true, Epochs = 10, Seed = 7 })</c></example>
    public bool Resume { get; init; }

    /// <summary>The number of batches per call of the training function. Default: the value given to <c>Compile</c>.</summary>
    public int? StepsPerExecution { get; init; }

    /// <summary>The callbacks.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>The seed of the shuffling and of random numbers; null (default) derives one from <see
    /// cref="TensorFlow.Runtime.Seed"/>.</summary>
    public long? Seed { get; init; }

    /// <summary>The verbosity. Default: a progress bar.</summary>
    public Verbosity Verbose { get; init; } = Verbosity.ProgressBar;

    /// <summary>The batch size; null where none was given.</summary>
    internal int? GivenBatchSize { get; init; }

    internal void Check()
    {
        if (StepsPerEpoch is { } stepsPerEpoch)
            Required.AtLeast("Fit", 1, stepsPerEpoch, nameof(StepsPerEpoch));
        if (ValidationSteps is { } validationSteps)
            Required.AtLeast("Fit", 1, validationSteps, nameof(ValidationSteps));
        Required.AtLeast("Fit", 0, Epochs);
        Required.AtLeast("Fit", 1, BatchSize);
        Required.AtLeast("Fit", 0, InitialEpoch);
        Required.AtLeast("Fit", 1, ValidationFrequency);
        if (ValidationBatchSize is { } size)
            Required.AtLeast("Fit", 1, size, nameof(ValidationBatchSize));
        if (StepsPerExecution is { } steps)
            Required.AtLeast("Fit", 1, steps, nameof(StepsPerExecution));
        if (ValidationSplit is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(ValidationSplit), ValidationSplit,
                string.Create(CultureInfo.InvariantCulture, $"Fit: expected a validation split in [0, 1), got {ValidationSplit}."));
        Required.Value("Fit", "callbacks", Callbacks);
        Required.Items("Fit", "a callback", Callbacks);
        Required.Defined("Fit", Verbose);
    }
}
