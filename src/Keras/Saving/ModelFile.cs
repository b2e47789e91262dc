using Keras.Files;
using Keras.Layers;
using Keras.Saving.Hdf5;
using Keras.Training;

namespace Keras.Saving;

/// <summary>Reads and writes models and weights in all file formats.</summary>
internal static class ModelFile
{
    private const string WeightsExtension = ".weights.h5";
    private const string NoWeights = "expected a member 'model.weights.h5', which it does not have.";

    public static void Save(Model model, CompileOptions? settings, string path, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (HasExtension(path, ".keras"))
            AtomicFile.Write(path, overwrite,
                stream => KerasArchive.Write(
                    stream, ModelJson.Write(model), ModelTree.Write(model, settings?.Optimizer), ModelAssets.Of(model)));
        else if (IsLegacy(path))
            AtomicFile.Write(path, overwrite, stream => Hdf5Writer.Write(LegacyFile.Write(model, settings), stream));
        else
            throw new ArgumentException(
                $"Save: expected a path that ends in .keras (or .h5 or .hdf5, the legacy format), got '{path}'; use SaveWeights for "
                + "weights alone.", nameof(path));
    }

    /// <summary>Writes a file of a single layer.</summary>
    public static void SaveLayer(Layer layer, string path, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!HasExtension(path, ".keras"))
            throw new ArgumentException($"Save: expected a path that ends in .keras, got '{path}'.", nameof(path));
        AtomicFile.Write(path, overwrite,
            stream => KerasArchive.Write(stream, ModelJson.Write(layer), ModelTree.Write(layer), ModelAssets.Of(layer)));
    }

    /// <summary>Reads the layer of a file of a single layer.</summary>
    public static T LoadLayer<T>(string path)
        where T : Layer =>
        Guarded(path, () =>
    {
        using ModelContent content = ModelContent.Open(path, ModelContent.MostInMemory);
        using SharedLayers shared = new();
        Layer made = LayerRegistry.Instance.FromJson(content.Config ?? throw new InvalidDataException(
            "expected the config of a layer, got a file of weights alone; make the layer in code and load the weights into it."));
        try
        {
            T layer = made as T ?? throw new InvalidDataException(
                $"expected a {typeof(T).Name}, got a {made.ClassName}; check that this is the right file.");
            WeightAssignments assignments = new();
            ModelTree.Read(content.Weights ?? throw new InvalidDataException(NoWeights), layer, assignments);
            assignments.Apply(check: null, isNew: true);
            ModelAssets.Read(layer, content.Text);
            return layer;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    });

    public static void SaveWeights(Model model, CompileOptions? settings, string path, bool overwrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!HasExtension(path, WeightsExtension) && !IsLegacy(path))
            throw new ArgumentException(
                $"SaveWeights: expected a path that ends in {WeightsExtension} (or in .h5 or .hdf5, the legacy format), got '{path}'; "
                + "use Save for whole models.", nameof(path));
        Hdf5Group weights = IsLegacy(path) ? LegacyFile.WriteWeights(model) : ModelTree.Write(model, settings?.Optimizer);
        AtomicFile.Write(path, overwrite, stream => Hdf5Writer.Write(weights, stream));
    }

    /// <summary>Reads a model from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compile">Whether the model is compiled.</param>
    /// <param name="warnings">Receives the differences from the file.</param>
    /// <param name="mostInMemory">The size of weights, in bytes, up to which they are held in memory before they are assigned.</param>
    public static Model Load(string path, bool compile, List<string> warnings, long mostInMemory = ModelContent.MostInMemory) =>
        Guarded(path, () =>
    {
        using ModelContent content = ModelContent.Open(path, mostInMemory);
        Model model;
        using (new DeferredInitialization())
            model = ModelJson.Read(content.Config is { } config ? LegacyConfig.Update(config)
                : LegacyFile.ReadConfig(content.Weights!), compile, warnings);
        try
        {
            if (model.IsCompiled && model.IsBuilt)
                model.Optimizer.Build(model.TrainableWeights);
            Assign(content.Weights ?? throw new InvalidDataException(NoWeights), model,
                model.IsCompiled && model.IsBuilt ? model.Optimizer : null, isNew: true, warnings);
            ModelAssets.Read(model, content.Text);
            WeightInitialization.Run([.. model.State]);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    });

    /// <summary>Reads weights into a model; nothing changes where the file is refused.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">What it was compiled with.</param>
    /// <param name="path">The file.</param>
    /// <param name="matching">Which layers get which weights.</param>
    /// <param name="warnings">Receives the differences from the file.</param>
    /// <param name="check">Throws where the training's state in the file, null for none, is not enough.</param>
    public static void LoadWeights(
        Model model, CompileOptions? settings, string path, WeightMatching matching, List<string> warnings,
        Action<TrainingState?>? check = null) =>
        Guarded(path, () =>
    {
        using ModelContent content = ModelContent.Open(path, ModelContent.MostInMemory);
        Hdf5Group root = content.Weights ?? throw new InvalidDataException(NoWeights);
        if (matching == default)
            Assign(root, model, settings?.Optimizer, isNew: false, warnings, check);
        else
            AssignMatching(root, model, matching, warnings);
        return model;
    });

    // The optimizer's state belongs to all weights of the file's model.
    private static void AssignMatching(Hdf5Group root, Model model, WeightMatching matching, List<string> warnings)
    {
        WeightAssignments assignments = new() { Skip = matching.SkipMismatch ? warnings.Add : null };
        bool legacy = LegacyFile.IsOne(root);
        if (matching.ByName && !legacy)
            throw new InvalidDataException(
                "byName is for files of the legacy format (.h5), which name their layers; this one is read layer by layer, byName: false.");
        if (matching.ByName)
            LegacyFile.ReadByName(root, model, assignments);
        else if (legacy)
            LegacyFile.Read(root, model, assignments);
        else
            ModelTree.Read(root, model, assignments);
        assignments.Apply(check: null, isNew: false);
    }

    /// <summary>Reads the root group of a file's weights; null where it has none. The file is closed, so that its arrays cannot be
    /// read.</summary>
    public static Hdf5Group? ReadRoot(string path)
    {
        using ModelContent content = ModelContent.Open(path, ModelContent.MostInMemory);
        return content.Weights;
    }

    // A file that cannot be read or does not fit leaves no state behind that was made for it.
    private static void Assign(
        Hdf5Group root, Model model, Optimizer? optimizer, bool isNew, List<string> warnings, Action<TrainingState?>? check = null)
    {
        IReadOnlyList<Optimizer> unbuilt = optimizer?.Unbuilt ?? [];
        try
        {
            AssignAll(root, model, optimizer, isNew, warnings, check);
        }
        catch
        {
            foreach (Optimizer built in unbuilt.Where(o => o.IsBuilt))
                built.ForgetSlots();
            throw;
        }
    }

    private static void AssignAll(
        Hdf5Group root, Model model, Optimizer? optimizer, bool isNew, List<string> warnings, Action<TrainingState?>? check)
    {
        WeightAssignments assignments = new();
        bool legacy = LegacyFile.IsOne(root);
        if (optimizer is { IsBuilt: false } && model.HasOwnStep(trains: true) && !legacy && !ModelTree.HasOptimizer(root))
            optimizer = null;
        // The state of the file needs that of the optimizer, which can be created as soon as the model is built.
        if (optimizer is { IsBuilt: false } && model.IsBuilt && (legacy ? LegacyFile.HasOptimizer(root) : ModelTree.HasOptimizer(root)))
            optimizer.Build(model.TrainableWeights);
        if (legacy)
            LegacyFile.Read(root, model, assignments);
        else
            ModelTree.Read(root, model, assignments);
        if (optimizer is not null
            && (legacy ? LegacyFile.Read(root, optimizer, assignments) : ModelTree.Read(root, optimizer, assignments)) is { } warning)
            warnings.Add(warning);
        using ReadTrainingState? training = TrainingStateGroup.Read(root, model);
        using OptimizerStates? own = legacy ? null : ModelTree.ReadOwnOptimizers(root);
        own?.Check(model.OwnOptimizers);
        check?.Invoke(training?.State);
        assignments.Apply(optimizer is null ? null : optimizer.CheckState, isNew);
        training?.Apply(model);
        own?.GiveTo(model.OwnOptimizers, warnings.Add);
        optimizer?.TakeOverLearningRate();
    }

    /// <summary>Whether a name is one that <see cref="Save"/> takes.</summary>
    public static bool IsModelName(string path) => HasExtension(path, ".keras") || IsLegacy(path);

    /// <summary>Whether a name is that of weights alone, with the optimizer's state.</summary>
    public static bool IsWeightsName(string path) => HasExtension(path, WeightsExtension);

    private static bool IsLegacy(string path) =>
        !HasExtension(path, WeightsExtension) && (HasExtension(path, ".h5") || HasExtension(path, ".hdf5"));

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    // All errors of a damaged file become one exception; those of the disk stay as they are.
    private static T Guarded<T>(string path, Func<T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (ModelFormatException or OutOfMemoryException
            or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException))
        {
            throw new ModelFormatException(path, e.Message, e);
        }
    }
}
