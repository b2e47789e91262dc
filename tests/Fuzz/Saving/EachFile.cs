using Keras;
using Keras.Callbacks;
using Keras.Datasets;
using Keras.Layers;
using TensorFlow;

namespace Fuzz.Saving;

/// <summary>
/// Writes or reads a file of each kind and prints for each "kind ok" or the exception; the process may be given a disk that fails.
/// </summary>
internal static class EachFile
{
    /// <summary>The kinds of files that are written, and their names.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>
    {
        ["keras"] = "model.keras",
        ["h5"] = "model.h5",
        ["weights"] = "model.weights.h5",
        ["export"] = "served",
        ["npy"] = "array.npy",
        ["npz"] = "arrays.npz",
        ["csv"] = "log.csv",
        ["csv-append"] = "longer.csv",
        ["checkpoint"] = "checkpoint.keras",
    };

    public static void Write(string folder)
    {
        using Sequential model = new(new Dense(64) { InputShape = [128] }, new Dense(1));
        model.Compile("sgd", "mse");
        float[] numbers = [.. Enumerable.Range(0, 50_000).Select(i => (float)i)];
        using Tensor array = Tensor.Create<float>(numbers);
        Each(folder, (kind, path) =>
        {
            switch (kind)
            {
                case "keras" or "h5":
                    model.Save(path);
                    break;
                case "weights":
                    model.SaveWeights(path);
                    break;
                case "export":
                    model.Export(path);
                    break;
                case "npy":
                    NpyFile.Write(path, array);
                    break;
                case "npz":
                    NpzFile.Write(path, new Dictionary<string, Tensor> { ["a"] = array });
                    break;
                default:
                    Callback callback = kind == "checkpoint" ? new ModelCheckpoint(path)
                        : new CsvLogger(path) { Append = kind == "csv-append" };
                    model.Fit(new float[4, 128], new float[4, 1],
                        new FitOptions { Epochs = 2, BatchSize = 4, Verbose = Verbosity.Silent, Callbacks = [callback] });
                    break;
            }
        });
    }

    public static void Read(string folder)
    {
        using Sequential model = new(new Dense(64) { InputShape = [128] }, new Dense(1));
        Each(folder, (kind, path) =>
        {
            switch (kind)
            {
                case "keras" or "h5" or "checkpoint":
                    Model.Load(path).Dispose();
                    break;
                case "weights":
                    model.LoadWeights(path);
                    break;
                case "export":
                    SavedModel.Load(path).Dispose();
                    break;
                case "npy":
                    NpyFile.Read(path).Dispose();
                    break;
                case "npz":
                    foreach (Tensor tensor in NpzFile.Read(path).Values)
                        tensor.Dispose();
                    break;
            }
        });
    }

    private static void Each(string folder, Action<string, string> action)
    {
        foreach ((string kind, string name) in Names)
        {
            try
            {
                action(kind, Path.Combine(folder, name));
                Console.WriteLine($"{kind} ok");
            }
            catch (Exception e)
            {
                Console.WriteLine($"{kind} {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
            }
        }
    }
}
