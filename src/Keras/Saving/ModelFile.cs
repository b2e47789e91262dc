using System.Text.Json.Nodes;
using Keras.Saving.Hdf5;

namespace Keras.Saving;

/// <summary>Reads and writes models and weights, of each kind of file.</summary>
internal static class ModelFile
{
    private const string WeightsExtension = ".weights.h5";
    private const string NoWeights = "expected a member 'model.weights.h5', which it does not have.";

    public static void Save(Model model, CompileSettings? settings, string path, bool overwrite)
    {
        if (HasExtension(path, ".keras"))
            AtomicFile.Write(path, overwrite, stream => KerasArchive.Write(stream, ModelJson.Write(model), ModelTree.Write(model, settings?.Optimizer)));
        else if (IsLegacy(path))
            AtomicFile.Write(path, overwrite, stream => Hdf5Writer.Write(LegacyFile.Write(model, settings), stream));
        else
            throw new ArgumentException($"Save: expected a path that ends in .keras (or .h5, the older form), got '{path}'; use SaveWeights for weights alone.", nameof(path));
    }

    public static void SaveWeights(Model model, CompileSettings? settings, string path, bool overwrite)
    {
        if (!HasExtension(path, WeightsExtension) && !IsLegacy(path))
            throw new ArgumentException($"SaveWeights: expected a path that ends in {WeightsExtension} (or in .h5, the older form), got '{path}'; use Save for whole models.", nameof(path));
        Hdf5Group weights = IsLegacy(path) ? LegacyFile.WriteWeights(model) : ModelTree.Write(model, settings?.Optimizer);
        AtomicFile.Write(path, overwrite, stream => Hdf5Writer.Write(weights, stream));
    }

    public static Model Load(string path, bool compile, List<string> warnings) => Guarded(path, () =>
    {
        (JsonObject? config, Hdf5Group? weights) = Open(path);
        Model model;
        using (new DeferredInitialization())
            model = ModelJson.Read(config ?? LegacyFile.ReadConfig(weights!), compile, warnings);
        try
        {
            if (model.IsCompiled && model.IsBuilt)
                model.Optimizer.Build(model.TrainableWeights);
            Assign(weights ?? throw new InvalidDataException(NoWeights), model, model.IsCompiled && model.IsBuilt ? model.Optimizer : null, warnings);
            WeightInitialization.Run([.. model.State]);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    });

    public static void LoadWeights(Model model, CompileSettings? settings, string path, List<string> warnings) => Guarded(path, () =>
    {
        (_, Hdf5Group? weights) = Open(path);
        settings?.Optimizer.Build(model.TrainableWeights);
        Assign(weights ?? throw new InvalidDataException(NoWeights), model, settings?.Optimizer, warnings);
        return model;
    });

    /// <summary>The root group of a file's weights; null where it has none.</summary>
    public static Hdf5Group? ReadRoot(string path) => Open(path).Weights;

    private static void Assign(Hdf5Group root, Model model, Optimizer? optimizer, List<string> warnings)
    {
        WeightAssignments assignments = new();
        bool legacy = LegacyFile.IsOne(root);
        if (legacy)
            LegacyFile.Read(root, model, assignments);
        else
            ModelTree.Read(root, model, assignments);
        if (optimizer is not null && (legacy ? LegacyFile.Read(root, optimizer, assignments) : ModelTree.Read(root, optimizer, assignments)) is { } warning)
            warnings.Add(warning);
        using ReadTrainingState? training = TrainingStateGroup.Read(root, model);
        assignments.Apply(optimizer is null ? null : optimizer.CheckState);
        training?.Apply(model);
        optimizer?.TakeOverLearningRate();
    }

    /// <summary>What a file holds: a config and perhaps weights, or, of HDF5 files, the root group.</summary>
    private static (JsonObject? Config, Hdf5Group? Weights) Open(string path)
    {
        if (Directory.Exists(path))
        {
            (JsonObject config, byte[]? weights) = KerasArchive.ReadDirectory(path);
            return (config, weights is null ? null : Hdf5Reader.Read(weights));
        }

        using FileStream stream = ContentFile.Open(path);
        byte[] start = new byte[Hdf5Reader.Signature.Length];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (KerasArchive.IsOne(start.AsSpan(0, read)))
        {
            (JsonObject config, byte[]? weights) = KerasArchive.Read(stream);
            return (config, weights is null ? null : Hdf5Reader.Read(weights));
        }

        // Before memory for all of it is taken.
        if (!start.AsSpan().SequenceEqual(Hdf5Reader.Signature))
            throw new InvalidDataException("expected a .keras archive or an HDF5 file, got something else; check that this is the right file.");
        if (stream.Length > Array.MaxLength)
            throw new InvalidDataException($"it has {stream.Length} bytes, expected at most {Array.MaxLength}; keep the weights in several models.");
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return (null, Hdf5Reader.Read(content));
    }

    private static bool IsLegacy(string path) => !HasExtension(path, WeightsExtension) && (HasExtension(path, ".h5") || HasExtension(path, ".hdf5"));

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    // Whatever a damaged file makes the readers say, it is one exception; what the disk says stays as it is.
    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (ModelFormatException or OutOfMemoryException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException))
        {
            throw new ModelFormatException(path, e.Message, e);
        }
    }
}
