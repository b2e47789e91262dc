using System.Text.Json;
using System.Text.Json.Nodes;
using Keras.Files;
using Keras.Training;

namespace Keras.Callbacks;

/// <summary>
/// Backs training up, so that a program that was killed goes on where it was: run again, <c>Fit</c> begins after the last epoch of the
/// backup (keras.callbacks.BackupAndRestore). Weights, the state of the optimizer, of layers' random numbers, of the shuffle and of the
/// other callbacks, and the history are those of training that was not interrupted, bit for bit. The model must be built before <c>Fit</c>.
/// </summary>
/// <example>
/// <code>
/// // Started again after it was interrupted, the same program goes on where it was.
/// using var model = new Sequential(new Dense(1) { InputShape = [1] });
/// model.Compile("adam", "mse");
/// model.Fit(new float[,] { { 0 }, { 1 } }, new float[] { 0, 2 }, epochs: 3, callbacks: [new BackupAndRestore("backup")]);
/// </code>
/// </example>
public sealed class BackupAndRestore : Callback
{
    private const string WeightsName = "latest.weights.h5";
    private const string MetadataName = "training_metadata.json";
    private const string Previous = ".bkp";
    private readonly string directory;
    private readonly BatchInterval interval = new();
    private int finishedEpochs;

    /// <summary>Creates a callback that keeps its backup in a directory of its own, which is created if needed.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public BackupAndRestore(string directory)
    {
        Required.Text("BackupAndRestore", "a directory", directory);
        this.directory = directory;
    }

    /// <summary>
    /// Batches between two backups; null (default) backs up after each epoch. An epoch that was interrupted goes on after the batch of the
    /// backup, with its metrics so far. (Keras begins the epoch anew, from the weights of the backup.)
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? SaveFrequency
    {
        get;
        init => field = Hyperparameter.AtLeast(1, value, nameof(SaveFrequency), nameof(BackupAndRestore));
    }

    /// <summary>Whether the backup before the latest is kept too, and taken where the latest cannot be read. Default: false.</summary>
    public bool DoubleCheckpoint { get; init; }

    /// <summary>Whether the backup is deleted when training has finished. Default: true. Training that was cancelled has not.</summary>
    public bool DeleteCheckpoint { get; init; } = true;

    // Batches are stopped at only where they are counted.
    /// <inheritdoc/>
    protected internal override bool WatchesTrainBatches => SaveFrequency is not null;

    /// <summary>Whether the training that runs was cancelled.</summary>
    internal Func<bool> WasCancelled { get; set; } = () => false;

    private string Weights => Path.Combine(directory, WeightsName);

    private string Metadata => Path.Combine(directory, MetadataName);

    /// <inheritdoc/>
    protected internal override FitOptions Resume(Model fitted, FitOptions options, History history)
    {
        WasCancelled = () => history.WasCancelled;
        history.IsContinued = true;
        return Restore(fitted, options);
    }

    /// <summary>Puts a model into the state of the backup, where there is one.</summary>
    /// <returns>The options of the training that goes on from there.</returns>
    internal FitOptions Restore(Model model, FitOptions options)
    {
        if (!model.IsBuilt)
        {
            throw new InvalidOperationException(
                $"BackupAndRestore: expected a model that is built before Fit, got '{model.Name}' without weights; give its first layer an "
                + "InputShape or call Build.");
        }

        ParentDirectory.Create(Weights);
        AtomicFile.RequireWritable(Weights);
        if (!File.Exists(Weights) && !File.Exists(Weights + Previous))
            return options;
        finishedEpochs = Load(model);
        return options.InitialEpoch > finishedEpochs ? options : options with { InitialEpoch = finishedEpochs, Resume = true };
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        finishedEpochs = Parameters.InitialEpoch;
        interval.Restart();
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => interval.BeginEpoch(GoesOnWithin(epoch) ? FirstBatch : 0);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (interval.Reaches(SaveFrequency, batch))
            Save();
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        finishedEpochs = epoch + 1;
        interval.BeginEpoch(0);
        if (SaveFrequency is null)
            Save();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (!DeleteCheckpoint || WasCancelled())
            return;
        // Only what was made here: the directory may have something else in it after all.
        foreach (string file in (string[])[Weights, Metadata, Weights + Previous, Metadata + Previous])
            File.Delete(file);
        if (Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    private int Load(Model model)
    {
        try
        {
            if (File.Exists(Weights))
                return Load(model, Weights, Metadata);
        }
        catch (ModelFormatException failure) when (File.Exists(Weights + Previous))
        {
            model.Warn($"BackupAndRestore: the latest backup cannot be read and the one before is taken: {failure.Message}");
        }

        return Load(model, Weights + Previous, Metadata + Previous);
    }

    // Keras has the epoch in a second file, which a kill may leave one epoch behind; what is written here has it with the weights.
    private static int Load(Model model, string weights, string metadata)
    {
        string? text = File.Exists(metadata) ? File.ReadAllText(metadata) : null;
        int? finished = text is null ? 0 : FinishedEpochs(text);
        // All or nothing: both files are understood before the model takes a weight.
        model.LoadBackup(weights, state =>
        {
            if (finished is null && state is not { Epoch: >= 0 })
                throw new ModelFormatException(
                    metadata, "expected a JSON object with the number of finished epochs in \"epoch\", got "
                    + $"{(text!.Length <= 40 ? text : text[..40] + "…")}; delete the backup to begin anew.");
        });
        return model.TrainingState.NextEpoch(TrainingPosition.Iterations(model)) ?? finished ?? 0;
    }

    private static int? FinishedEpochs(string metadata)
    {
        try
        {
            return PythonJson.Parse(metadata)["epoch"] is JsonValue epoch && epoch.TryGetValue(out int finished) && finished >= 0
                ? finished : null;
        }
        catch (Exception damage) when (damage is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    private void Save()
    {
        ParentDirectory.Create(Weights);
        if (DoubleCheckpoint && File.Exists(Weights))
        {
            File.Move(Weights, Weights + Previous, overwrite: true);
            if (File.Exists(Metadata))
                File.Move(Metadata, Metadata + Previous, overwrite: true);
        }

        Model.SaveWeights(Weights);
        JsonObject document = new() { ["epoch"] = finishedEpochs, ["batch"] = Math.Max(0, interval.LastBatch) };
        AtomicFile.Write(Metadata, overwrite: true, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString())));
    }
}
