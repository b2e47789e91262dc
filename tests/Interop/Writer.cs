using System.Text.Json.Nodes;
using Keras.Layers;
using Keras.Optimizers;
using Keras.Regularizers;
using TensorFlow;

namespace Keras.Interop;

/// <summary>Trains and saves models, with what Keras must say about them.</summary>
internal static class Writer
{
    private const int Rows = 24;

    public static void Run(string folder)
    {
        Directory.CreateDirectory(folder);
        Runtime.Seed = 5;
        Random random = new(5);
        float[] x = [.. Enumerable.Range(0, Rows * 12).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        float[] labels = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.Next(3))];
        float[] oneHot = [.. labels.SelectMany(l => Enumerable.Range(0, 3).Select(c => c == (int)l ? 1f : 0f))];
        JsonObject cases = [];
        foreach ((string name, Optimizer optimizer, Loss loss, Metric[] metrics) in (IEnumerable<(string, Optimizer, Loss, Metric[])>)
        [
            ("adam", new Adam(0.01), "categorical_crossentropy", ["accuracy"]),
            ("sgd", new SGD(0.05, momentum: 0.9), new Losses.SparseCategoricalCrossentropy(), [new Metrics.SparseCategoricalAccuracy()]),
            ("adagrad", new Adagrad(0.02), "mse", ["mae"]),
        ])
        {
            using Sequential model = new(
                new Flatten { InputShape = [4, 3] },
                new Dense(5, "relu") { Name = "hidden", KernelRegularizer = new L2(0.01) },
                new Dropout(0),
                new Dense(3),
                new Activation("softmax"));
            model.Compile(optimizer, loss, metrics);
            Data targets = name == "sgd" ? Tensor.Create<int>([.. labels.Select(l => (int)l)], [Rows]) : Tensor.Create<float>(oneHot, [Rows, 3]);
            Data inputs = Tensor.Create<float>(x, [Rows, 4, 3]);
            Fit(model, inputs, targets);
            model.Save(Path.Combine(folder, $"net_{name}.keras"));
            model.SaveWeights(Path.Combine(folder, $"net_{name}.weights.h5"));
            model.Save(Path.Combine(folder, $"net_{name}.h5"));
            cases[name] = new JsonObject
            {
                ["y"] = Numbers(name == "sgd" ? labels : oneHot),
                ["predictions"] = Numbers(model.Predict(inputs).ToArray<float>()),
                ["weights"] = new JsonArray([.. model.GetWeights().Select(w => (JsonNode)Numbers(w.ToArray<float>()))]),
                ["optimizer"] = new JsonArray([.. model.Optimizer.Weights.Select(w => (JsonNode)Numbers(w.Read().Cast(DType.Float32).ToArray<float>()))]),
                ["losses"] = new JsonArray([.. Fit(model, inputs, targets)["loss"].Select(l => (JsonNode)JsonValue.Create((double)l))]),
            };
        }

        JsonObject expected = new() { ["x"] = Numbers(x), ["cases"] = cases };
        File.WriteAllText(Path.Combine(folder, "net.json"), expected.ToJsonString());
    }

    private static History Fit(Model model, Data x, Data y) =>
        model.Fit(x, y, new FitOptions { Epochs = 2, BatchSize = 8, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent });

    private static JsonArray Numbers(float[] values) => new([.. values.Select(v => (JsonNode)JsonValue.Create((double)v))]);
}
