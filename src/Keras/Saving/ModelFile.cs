using System.Text.Json.Nodes;
using Keras.Saving.Hdf5;

namespace Keras.Saving;

/// <summary>Reads and writes models and weights, of each kind of file.</summary>
internal static class ModelFile
{
    private const string WeightsExtension = ".weights.h5";

    public static void Save(Model model, CompileSettings? settings, string path, bool overwrite)
    {
        JsonObject config = ModelJson.Write(model, settings);
        if (path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase))
            AtomicFile.Write(path, overwrite, stream => KerasArchive.Write(stream, config, ModelTree.Write(model, settings?.Optimizer)));
        else
            throw new ArgumentException($"Save: expected a path that ends in .keras, got '{path}'; use SaveWeights for weights alone.", nameof(path));
    }

    public static void SaveWeights(Model model, CompileSettings? settings, string path, bool overwrite)
    {
        if (!path.EndsWith(WeightsExtension, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"SaveWeights: expected a path that ends in {WeightsExtension}, got '{path}'.", nameof(path));
        AtomicFile.Write(path, overwrite, stream => Hdf5Writer.Write(ModelTree.Write(model, settings?.Optimizer), stream));
    }

    public static Model Load(string path, bool compile, List<string> warnings) => Guarded(path, () =>
    {
        using FileStream stream = File.OpenRead(path);
        (JsonObject config, byte[]? weights) = KerasArchive.Read(stream);
        Model model;
        using (new DeferredInitialization())
            model = ModelJson.Read(config, compile, warnings);
        try
        {
            Hdf5Group root = Hdf5Reader.Read(weights ?? throw new InvalidDataException("expected a member 'model.weights.h5', which it does not have."));
            WeightAssignments assignments = new();
            ModelTree.Read(root, model, assignments);
            if (model.IsCompiled && model.IsBuilt)
            {
                model.Optimizer.Build(model.TrainableWeights);
                if (ModelTree.Read(root, model.Optimizer, assignments) is { } warning)
                    warnings.Add(warning);
            }

            assignments.Apply();
            if (model.IsCompiled)
                model.Optimizer.TakeOverLearningRate();
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
        Hdf5Group root = Hdf5Reader.Read(ReadWeights(path));
        WeightAssignments assignments = new();
        ModelTree.Read(root, model, assignments);
        if (settings is not null && ModelTree.Read(root, settings.Optimizer, assignments) is { } warning)
            warnings.Add(warning);
        assignments.Apply();
        settings?.Optimizer.TakeOverLearningRate();
        return model;
    });

    private static byte[] ReadWeights(string path)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] start = new byte[4];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (KerasArchive.IsOne(start.AsSpan(0, read)))
            return KerasArchive.Read(stream).Weights ?? throw new InvalidDataException("expected a member 'model.weights.h5', which it does not have.");
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

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
