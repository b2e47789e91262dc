using System.Text.Json;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>What real releases of Keras saved (<c>Fixtures/models</c>), and what they said about it.</summary>
internal sealed class SavedModels
{
    public static readonly string[] Releases = ["3.3.3", "3.8.0", "3.12.0", "3.15.1"];
    public static readonly string[] Optimizers = ["adam", "sgd", "adagrad", "nadam", "frozen"];
    private static readonly string Folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", "models");
    private readonly JsonElement root;
    private readonly JsonElement expected;
    private readonly string optimizer;

    public SavedModels(string release, string optimizer)
    {
        this.optimizer = optimizer;
        Path = System.IO.Path.Combine(Folder, $"{release}_{optimizer}.keras");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(Folder, $"{release}.json")));
        root = document.RootElement.Clone();
        expected = root.GetProperty("cases").GetProperty(optimizer);
    }

    public string Path { get; }

    public string WeightsPath => System.IO.Path.ChangeExtension(Path, ".weights.h5");

    public string LegacyPath => System.IO.Path.ChangeExtension(Path, ".h5");

    public Tensor X => Tensor.Create<float>(Floats(root.GetProperty("x")), [24, 4, 3]);

    public Tensor Y => optimizer == "sgd"
        ? Tensor.Create<int>([.. Floats(expected.GetProperty("y")).Select(v => (int)v)], [24])
        : Tensor.Create<float>(Floats(expected.GetProperty("y")), [24, 3]);

    public static IEnumerable<object[]> All =>
        from release in Releases from optimizer in Optimizers select new object[] { release, optimizer };

    public void AssertPredictions(Model model)
    {
        using Tensor predictions = model.Predict(X);
        AssertClose(Floats(expected.GetProperty("predictions")), predictions.ToArray<float>(), 1e-6f);
    }

    public void AssertWeights(Model model) => AssertEqual(expected.GetProperty("weights"), model.GetWeights());

    public void AssertOptimizer(Optimizer state) =>
        AssertEqual(expected.GetProperty("optimizer"), [.. state.Weights.Select(w => w.Read())]);

    /// <summary>Trains on and compares the losses with Keras's.</summary>
    public void AssertTrainsOn(Model model)
    {
        History history = model.Fit(X, Y, new FitOptions { Epochs = 2, BatchSize = 8, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent });
        AssertClose(Floats(expected.GetProperty("losses")), [.. history["loss"].Select(l => (float)l)], 1e-5f);
    }

    private static void AssertEqual(JsonElement list, Tensor[] values)
    {
        Assert.Equal(list.GetArrayLength(), values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            using Tensor value = values[i].Cast(DType.Float64);
            Assert.Equal([.. list[i].EnumerateArray().Select(v => v.GetDouble())], value.ToArray<double>());
            values[i].Dispose();
        }
    }

    private static void AssertClose(float[] wanted, float[] got, float tolerance)
    {
        Assert.Equal(wanted.Length, got.Length);
        for (int i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], got[i], tolerance);
    }

    private static float[] Floats(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetSingle())];
}
