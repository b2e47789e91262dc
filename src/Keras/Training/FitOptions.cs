using System.Globalization;
using Keras.Training;

namespace Keras;

/// <summary>The arguments of <c>Fit</c> as one object.</summary>
public sealed record FitOptions
{
    /// <summary>The number of passes over the data. Default: 1.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>
    /// The number of samples in a batch. Default: 32, or, with <see cref="StepsPerEpoch"/>, the size with which the steps of an epoch use
    /// all samples. Ignored, with a warning, for a stream, which has its own batches.
    /// </summary>
    public int BatchSize
    {
        get => GivenBatchSize ?? BatchSizes.Default;
        init => GivenBatchSize = value;
    }

    /// <summary>
    /// The number of batches in an epoch, for example of an endless stream; null (default) for all. Each epoch continues where the last one
    /// ended, and after the end of the data with the first batch. If the data run out within an epoch, it ends early, with a warning in the
    /// history.
    /// </summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>The number of batches in each validation, which always starts with the first batch; null (default) for all.</summary>
    public int? ValidationSteps { get; init; }

    /// <summary>The fraction of the samples, taken from the end, held out for validation, in [0, 1). Default: 0. Ignored, with a warning,
    /// if <see cref="ValidationData"/> is given.</summary>
    public double ValidationSplit
    {
        get;
        init => field = Hyperparameter.Meant(value);
    }

    /// <summary>The validation data, evaluated after each epoch. A tuple of inputs and targets converts. Default: none.</summary>
    public Dataset? ValidationData { get; init; }

    /// <summary>The number of samples in a batch of validation. Default: <see cref="BatchSize"/>.</summary>
    public int? ValidationBatchSize { get; init; }

    /// <summary>The number of epochs between validations. Default: 1.</summary>
    public int ValidationFrequency { get; init; } = 1;

    /// <summary>The shuffling of the samples before each epoch. Default: <c>true</c>. Datasets of batches are never shuffled.</summary>
    public Shuffle Shuffle { get; init; } = Shuffle.Rows;

    /// <summary>The weight of the samples of each class; classes that are not listed have weight 1. Default: none.</summary>
    public Dictionary<int, float>? ClassWeight { get; init; }

    /// <summary>The weight of each sample. Default: 1. For arrays; a dataset includes its sample weights.</summary>
    public Data? SampleWeight { get; init; }

    /// <summary>The epoch at which to start training, such as that of a training to resume. Default: 0.</summary>
    public int InitialEpoch { get; init; }

    /// <summary>
    /// Whether training resumes where that of the model ended, was cancelled or was saved: after the last finished epoch, or after the last
    /// finished batch of an epoch, with the metrics of that epoch so far. Default: false, which starts at the first batch of <see
    /// cref="InitialEpoch"/>. A model that was not trained starts there, too.
    /// </summary>
    /// <example><c>Model.Load("last.keras").Fit(x, y, new FitOptions { Resume = true, Epochs = 10, Seed = 7 })</c></example>
    public bool Resume { get; init; }

    /// <summary>The number of batches between two calls of batch hooks. Default: the value given to <c>Compile</c>.</summary>
    public int? StepsPerExecution { get; init; }

    /// <summary>The callbacks.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>The seed of the shuffling and of the layers' random numbers; null (default) derives one from <see
    /// cref="TensorFlow.Runtime.Seed"/>.</summary>
    public long? Seed { get; init; }

    /// <summary>The verbosity. Default: a progress bar.</summary>
    public Verbosity Verbose { get; init; } = Verbosity.ProgressBar;

    /// <summary>The batch size given; null for none.</summary>
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
