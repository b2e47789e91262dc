using System.Text.Json;
using Keras.Callbacks;
using Keras.Layers;
using TensorFlow;

namespace Keras.Interop;

/// <summary>A small training with the TensorBoard callback, and what TensorBoard should show of it.</summary>
internal static class BoardLogs
{
    private const int Epochs = 3;

    public static void Write(string folder)
    {
        Runtime.Seed = 7;
        Random random = new(7);
        float[][] x = [.. Enumerable.Range(0, 256).Select(_ => (float[])[random.NextSingle(), random.NextSingle()])];
        float[] y = [.. x.Select(row => row[0] > row[1] ? 1f : 0f)];
        using Sequential model = new(
            new Dense(16, "relu") { InputShape = [2], Name = "hidden" },
            new Dense(1, "sigmoid") { Name = "answer" });
        model.Compile("adam", "binary_crossentropy", ["accuracy"]);
        string logs = Path.Combine(folder, "logs");
        History history = model.Fit(x, y, new FitOptions
        {
            Epochs = Epochs,
            ValidationSplit = 0.25,
            Verbose = Verbosity.Silent,
            Callbacks = [new TensorBoard(logs) { HistogramFrequency = 1, WriteImages = true, UpdateFrequency = 4 }],
        });
        File.WriteAllText(Path.Combine(folder, "expected.json"), JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["loss"] = history["loss"],
            ["val_accuracy"] = history["val_accuracy"],
            ["kernel"] = "hidden/kernel",
        }));
    }
}
