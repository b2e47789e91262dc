using Keras.Files;
using Keras.Saving;

namespace Keras.Callbacks;

/// <summary>
/// Saves the model, or its weights, while it is trained: after each epoch, or after a number of batches; always, or only where it is the
/// best so far (keras.callbacks.ModelCheckpoint). A save replaces the file at once, so that a program that is killed meanwhile leaves the
/// one before.
/// </summary>
/// <example>
/// <code>
/// using var model = new Sequential(new Dense(1) { InputShape = [1] });
/// model.Compile("adam", "mse");
/// model.Fit(new float[,] { { 0 }, { 1 } }, new float[] { 0, 2 }, epochs: 3,
///     callbacks: [new ModelCheckpoint("best.keras") { Monitor = "loss", SaveBestOnly = true }]);
/// using Model best = Model.Load("best.keras");
/// </code>
/// </example>
public sealed class ModelCheckpoint : Callback
{
    private readonly FilePattern pattern;
    private readonly string path;
    private readonly BatchInterval interval = new();
    private int epoch;
    private bool? largerIsBetter;

    /// <summary>Saves at a path.</summary>
    /// <param name="path">
    /// Where: a name that ends in <c>.keras</c>, <c>.h5</c> or <c>.hdf5</c> for the whole model, in <c>.weights.h5</c> for weights. It may
    /// have replacement fields, the epoch and the batch from 1 on and all that is logged, in Python's format strings:
    /// <c>{epoch:03d}-{val_loss:.2f}.keras</c>. Missing directories are created.
    /// </param>
    /// <exception cref="ArgumentException">The path has a format that Python does not take: integers such as the epoch and the batch take
    /// d, floats e, f, g and %.</exception>
    public ModelCheckpoint(string path)
    {
        this.path = path;
        pattern = new(path);
    }

    /// <summary>The monitored value, by which models are compared. Default: "val_loss".</summary>
    public string Monitor { get; init; } = "val_loss";

    /// <summary>Whether smaller ("min") or larger ("max") is better; "auto" (default) tells by the number's name.</summary>
    /// <exception cref="UnknownNameException">There is no such mode.</exception>
    public string Mode
    {
        get;
        init => field = MonitorDirection.RequireMode(value);
    }

    = "auto";

    /// <summary>Whether only a model better than all before is saved. Default: false.</summary>
    public bool SaveBestOnly { get; init; }

    /// <summary>Whether only weights, the optimizer's state among them, are saved. Default: false.</summary>
    public bool SaveWeightsOnly { get; init; }

    /// <summary>
    /// Batches between two saves, checked after each call of <c>stepsPerExecution</c> batches; null (default) saves after each epoch.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? SaveFrequency
    {
        get;
        init => field = Hyperparameter.AtLeast(1, value, nameof(SaveFrequency), nameof(ModelCheckpoint));
    }

    /// <summary>The value that the first model must improve on. Default: null, none.</summary>
    public double? InitialValueThreshold
    {
        get;
        init => field = Hyperparameter.Number(value, nameof(InitialValueThreshold), nameof(ModelCheckpoint));
    }

    /// <summary>Whether a line is printed for each save. Default: false.</summary>
    public bool Verbose { get; init; }

    /// <summary>
    /// The best number so far; null before there is one. It stays from one training to the next, and where training is resumed with an
    /// initial epoch it is also that of the file at <c>path</c>, if this library wrote that, and of the model that training goes on from.
    /// </summary>
    public double? Best { get; private set; }

    /// <inheritdoc/>
    protected internal override string StateKey => $"{nameof(ModelCheckpoint)}:{path}:{Monitor}";

    // Batches are stopped at only where they are counted.
    /// <inheritdoc/>
    protected internal override bool WatchesTrainBatches => SaveFrequency is not null;

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        if (SaveWeightsOnly ? !ModelFile.IsWeightsName(pattern.End) : !ModelFile.IsModelName(pattern.End))
        {
            string expected = SaveWeightsOnly ? ".weights.h5" : ".keras (or .h5 or .hdf5)";
            throw new ArgumentException(
                $"ModelCheckpoint: expected a path that ends in {expected}, got '{path}'; change the path or SaveWeightsOnly.");
        }

        if (pattern.HasBatch && SaveFrequency is null)
            throw new ArgumentException(
                $"ModelCheckpoint: the path '{path}' has the number of the batch in it, which there is only where SaveFrequency is set; "
                + $"set it, or take {{batch}} out.");
        RequireWritable();
        Best ??= InitialValueThreshold;
        largerIsBetter = null;
        interval.Restart();
        BeatExistingFile();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs)
    {
        this.epoch = epoch;
        interval.BeginEpoch(GoesOnWithin(epoch) ? FirstBatch : 0);
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (interval.Reaches(SaveFrequency, batch))
            Save(batch, logs);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (SaveFrequency is null)
            Save(null, logs);
    }

    /// <inheritdoc/>
    protected internal override CallbackState? SaveState() => SaveBestOnly
        ? new(LastEpoch, CallbackState.OfBest(Best, largerIsBetter ?? MonitorDirection.Known(Model, Monitor, Mode)))
        : null;

    /// <inheritdoc/>
    protected internal override void RestoreState(CallbackState state)
    {
        if (!SaveBestOnly || state.LargerIsBetter is not { } larger)
            return;
        largerIsBetter ??= larger;
        if (state.Best is { } best)
            Beat(best, larger);
    }

    // A run that is resumed does not replace a better file of the run before, whatever the model that training goes on from knows of that.
    private void BeatExistingFile()
    {
        if (!SaveBestOnly || (Parameters.InitialEpoch == 0 && FirstBatch == 0) || !File.Exists(path))
            return;
        if (Saving.TrainingStateGroup.ReadBest(path) is { } best && best.Monitor == Monitor)
            Beat(best.Value, best.LargerIsBetter);
    }

    private void Beat(double value, bool larger)
    {
        if (Mode != "auto" && larger != (Mode == "max"))
            return;
        largerIsBetter = larger;
        if (Best is not { } best || (larger ? value > best : value < best))
            Best = value;
    }

    // Hours of training are not to end with a path that was wrong from the beginning.
    private void RequireWritable()
    {
        const string anyName = "any.keras";
        string file = pattern.IsFixed ? pattern.Start
            : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(pattern.Start + anyName))!, anyName);
        ParentDirectory.Create(file);
        AtomicFile.RequireWritable(file);
    }

    private void Save(int? batch, Logs logs)
    {
        string file = pattern.Format(epoch, batch, logs);
        if (SaveBestOnly && !IsBest(logs))
            return;
        ParentDirectory.Create(file);
        Model.TrainingState.Best = SaveBestOnly && Best is { } value && largerIsBetter is { } larger ? new(Monitor, value, larger) : null;
        try
        {
            if (SaveWeightsOnly)
                Model.SaveWeights(file);
            else
                Model.Save(file);
        }
        finally
        {
            Model.TrainingState.Best = null;
        }

        if (Verbose)
            Console.WriteLine($"Epoch {epoch + 1}: saved {(SaveWeightsOnly ? "the weights" : "the model")} to {file}");
    }

    private bool IsBest(Logs logs)
    {
        if (MonitoredNumber.Of(this, Monitor, logs, "saves every time") is not { } current)
            return true;

        largerIsBetter ??= MonitorDirection.Of(Model, Monitor, Mode);
        if (Best is { } best && !(largerIsBetter.Value ? (float)current > (float)best : (float)current < (float)best))
            return false;
        Best = current;
        return true;
    }
}
