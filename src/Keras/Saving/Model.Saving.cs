using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Saving;
using Keras.Training;

namespace Keras;

/// <content>Files.</content>
public partial class Model
{
    /// <summary>Warnings of the latest <c>Load</c> or <c>LoadWeights</c>: contents of the file that could not be used, such as the state of
    /// an optimizer with other variables.</summary>
    public IReadOnlyList<string> LoadWarnings { get; private set; } = [];

    /// <summary>
    /// Loads a model from a <c>.keras</c> file, or from the legacy <c>.h5</c> or <c>.hdf5</c>: layers, weights, and, if it was compiled,
    /// the optimizer with its state, losses and metrics. Custom classes must be registered before (<see cref="CustomObjects"/>). No code of
    /// a file is ever run.
    /// </summary>
    /// <param name="path">The file, written here or by Keras 3, or the directory that Keras writes with <c>zipped=False</c>.</param>
    /// <param name="compile">Whether the model is compiled as it was when it was saved. Default: true.</param>
    /// <param name="safeMode">
    /// Whether layers are refused that load a program from outside of the file (<see cref="TFSMLayer"/>). Default: true; pass false for
    /// files that you trust.
    /// </param>
    /// <exception cref="ModelFormatException">The file is of another format, is damaged, has a class that is not registered, or cannot be
    /// read.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Model Load(string path, bool compile = true, bool safeMode = true)
    {
        Required.Text("Load", "a path", path);
        using SafeMode mode = SafeMode.Enter(safeMode);
        List<string> warnings = [];
        Model model = ModelFile.Load(path, compile, warnings);
        model.LoadWarnings = warnings;
        return model;
    }

    /// <summary>Creates the model that a JSON text of <see cref="ToJson"/> or Keras's <c>to_json</c> describes, with new weights.</summary>
    /// <param name="json">The text.</param>
    /// <param name="safeMode">
    /// Whether layers are refused that load a program from outside of the text (<see cref="TFSMLayer"/>). Default: true.
    /// </param>
    /// <exception cref="ConfigException">The JSON describes no model, or one with a class that is not registered.</exception>
    /// <exception cref="InvalidDataException">The text is JSON, but not an object.</exception>
    /// <exception cref="System.Text.Json.JsonException">The text is not JSON.</exception>
    public static Model FromJson(string json, bool safeMode = true)
    {
        Required.Text("FromJson", "the JSON of a model", json);
        using SafeMode mode = SafeMode.Enter(safeMode);
        List<string> warnings = [];
        Model model = ModelJson.Read(PythonJson.Parse(json), compile: true, warnings);
        model.LoadWarnings = warnings;
        return model;
    }

    /// <summary>Saves the model to a file that Keras 3 reads too: layers, weights, and, if it is compiled, the optimizer with its state,
    /// losses and metrics.</summary>
    /// <param name="path">The file; its name ends in <c>.keras</c>, or in <c>.h5</c> or <c>.hdf5</c> for the legacy format. It is replaced
    /// at once: a process that dies meanwhile leaves the old file whole.</param>
    /// <param name="overwrite">Whether an existing file is replaced. Default: true.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained on another thread.</exception>
    /// <exception cref="IOException">The file exists and must not be replaced, or cannot be written.</exception>
    public void Save(string path, bool overwrite = true)
    {
        ThrowIfDisposed();
        Required.Text("Save", "a path", path);
        using Usage usage = Enter(UsageKind.Read, "Save");
        using WeightSnapshot moment = WeightSnapshot.Of([.. State, .. Optimizers.SelectMany(o => o.Weights)]);
        ModelFile.Save(this, settings, path, overwrite);
    }

    /// <summary>Saves the weights, and the optimizer's state if the model is compiled, to a file that Keras 3 reads too.</summary>
    /// <param name="path">
    /// The file; its name ends in <c>.weights.h5</c>, or in <c>.h5</c> or <c>.hdf5</c> for the legacy format, which has no place for the
    /// optimizer's state. It is replaced at once.
    /// </param>
    /// <param name="overwrite">Whether an existing file is replaced. Default: true.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="InvalidOperationException">The model has no weights yet, or is being trained on another thread.</exception>
    /// <exception cref="IOException">The file exists and must not be replaced, or cannot be written.</exception>
    public void SaveWeights(string path, bool overwrite = true)
    {
        ThrowIfDisposed();
        Required.Text("SaveWeights", "a path", path);
        RequireBuilt("SaveWeights");
        using Usage usage = Enter(UsageKind.Read, "SaveWeights");
        using WeightSnapshot moment = WeightSnapshot.Of([.. State, .. Optimizers.SelectMany(o => o.Weights)]);
        ModelFile.SaveWeights(this, settings, path, overwrite);
    }

    /// <summary>
    /// Loads the weights of a <c>.weights.h5</c>, <c>.keras</c>, <c>.h5</c> or <c>.hdf5</c> file of a model with the same layers;
    /// nothing changes where they do not fit. If the model is compiled, the optimizer's state is loaded too; where that has other
    /// variables, it does not change and <see cref="LoadWarnings"/> says so.
    /// </summary>
    /// <param name="path">The file, written here or by Keras 3.</param>
    /// <exception cref="ModelFormatException">The file is of another format, is damaged, or belongs to a model with other
    /// layers.</exception>
    /// <exception cref="InvalidOperationException">The model has no weights yet, or is being trained on another thread.</exception>
    public void LoadWeights(string path) => LoadWeights(path, byName: false);

    /// <inheritdoc cref="LoadWeights(string)"/>
    /// <param name="path">The file, written here or by Keras 3.</param>
    /// <param name="byName">
    /// Whether only layers of the same name get weights, wherever they are; for <c>.h5</c> and <c>.hdf5</c> files of the legacy format,
    /// which name their layers. Default: false, layer by layer in order. The optimizer's state is left alone.
    /// </param>
    /// <param name="skipMismatch">
    /// Whether weights of another number or shape are skipped, with a warning in <see cref="LoadWarnings"/>, instead of being an error.
    /// Default: false. The optimizer's state is left alone.
    /// </param>
    public void LoadWeights(string path, bool byName = false, bool skipMismatch = false) =>
        LoadWeights(path, new(byName, skipMismatch), check: null);

    /// <summary>Loads the weights and the state of a training that a backup has; the state is a new one where it has none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="check">Throws where that state, null for none, is not enough; nothing has changed then.</param>
    internal void LoadBackup(string path, Action<TrainingState?> check)
    {
        bool hasState = false;
        LoadWeights(path, matching: default, state =>
        {
            check(state);
            hasState = state is not null;
        });
        if (!hasState)
            TrainingState.Reset();
    }

    private void LoadWeights(string path, WeightMatching matching, Action<TrainingState?>? check)
    {
        ThrowIfDisposed();
        Required.Text("LoadWeights", "a path", path);
        RequireBuilt("LoadWeights");
        using Usage usage = Enter(UsageKind.Change, "LoadWeights", UsageRules.WithinOwnRun);
        List<string> warnings = [];
        ModelFile.LoadWeights(this, settings, path, matching, warnings, check);
        LoadWarnings = warnings;
    }

    /// <summary>Gets the model's class, layers and arguments of <c>Compile</c> as JSON that Keras's <c>model_from_json</c> reads, without
    /// weights.</summary>
    public string ToJson()
    {
        using Usage usage = Enter(UsageKind.Read, "ToJson");
        return PythonJson.Write(ModelJson.Write(this));
    }

    internal override void ReadEnvelope(JsonObject envelope)
    {
        if (!IsBuilt && Layers.Count > 0 && BuildShapeOf(envelope) is { } shape)
            BuildModel(shape);
    }

    internal override void WriteEnvelope(JsonObject envelope)
    {
        if (ClassName == "Functional")
        {
            envelope["registered_name"] = ClassName;
            envelope["build_config"] = new JsonObject { ["input_shape"] = null };
        }
        else if (BuildShape is { } shape)
        {
            envelope["build_config"] = new Config().Set("input_shape", shape).ToJson();
        }

        SharedLayers.Mark(this, envelope);
        envelope["compile_config"] = settings is null ? [] : CompileConfig.Write(settings, Graph?.TargetNames);
    }

    private void RequireBuilt(string operation)
    {
        if (!IsBuilt)
            throw new InvalidOperationException(
                $"{operation}: the model '{Name}' has no weights yet; give its first layer an InputShape or call BuildModel.");
    }
}
