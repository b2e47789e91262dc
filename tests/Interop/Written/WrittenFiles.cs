using System.Text.Json.Nodes;
using Keras.Interop.Reporting;
using TensorFlow;

namespace Keras.Interop;

/// <summary>Saves the models that are written here alone, and checks what the real Keras saved of them again.</summary>
internal static class WrittenFiles
{
    public static IReadOnlyList<WrittenCase> Cases { get; } =
        [.. WrittenModels.All, .. WrittenLayers.All, .. WrittenConvolutions.All, .. WrittenSequences.All, .. WrittenQuantized.All];

    /// <summary>Trains each model, saves it, and describes what it predicts and how it trains on.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (WrittenCase item in Cases)
        {
            Runtime.Seed = 5;
            using Model model = item.Make();
            Tensor[] x = WrittenSamples.Inputs(model, item);
            using (Prediction before = Predict(model, x))
            {
                Tensor[] y = WrittenSamples.Targets(before);
                Train(model, x, before.Names, y);
                string path = Path.Combine(folder, item.Name + ".keras");
                model.Save(path);
                // As loaded, which is how the other side has it: a file has no states of recurrent layers.
                using (Model loaded = Model.Load(path))
                    File.WriteAllText(Path.Combine(folder, item.Name + ".json"), Describe(loaded, item, x, before.Names, y).ToJsonString());
                Dispose(y);
            }

            Dispose(x);
        }
    }

    /// <summary>Checks the models that a release loaded and saved again.</summary>
    public static void Check(RowWriter rows, string folder, string returned)
    {
        foreach (WrittenCase item in Cases)
        {
            string path = Path.Combine(returned, item.Name + ".keras");
            if (item.Forgotten is { } reason)
                rows.Skip(Direction.Returned, ".keras", item.Name, reason);
            else if (File.Exists(path))
                rows.Check(Direction.Returned, ".keras", item.Name,
                    () => Compare(item, Checker.Read(Path.Combine(folder, item.Name + ".json")), path));
            else
                rows.Skip(Direction.Returned, ".keras", item.Name, "this release did not read it");
        }
    }

    private static Errors Compare(WrittenCase item, JsonNode said, string path)
    {
        using Model model = Model.Load(path), original = item.Make();
        Tensor[] x = [.. said["x"]!.AsArray().Select(a => JsonArrays.Read(a!))];
        string? difference = ConfigDifference.Find(model, original, withRows: true);
        Errors errors = new()
        {
            Weights = Distances.Of(model.GetWeights(), said["weights"]!),
            Optimizer = Distances.Of(Jobs.State(model.Optimizer), said["optimizer"]!),
            Problems = difference is null ? model.LoadWarnings : [.. model.LoadWarnings, "config: " + difference],
        };
        using (Prediction predictions = Predict(model, x))
            errors = errors with
            {
                Predictions = predictions.Zip(said["predictions"]!.AsArray(),
                (p, wanted) => Distances.Of(p.Cast(p.DType), wanted!)).Max()
            };
        if (said["logs"] is JsonObject logs)
        {
            Tensor[] y = [.. said["y"]!.AsArray().Select(a => JsonArrays.Read(a!))];
            string[] names = [.. said["outputs"]!.AsArray().Select(n => n!.GetValue<string>())];
            errors = errors with { Losses = Distances.Of(Train(model, x, names, y), logs) };
            Dispose(y);
        }

        Dispose(x);
        return errors;
    }

    private static JsonObject Describe(Model model, WrittenCase item, Tensor[] x, IReadOnlyList<string> outputs, Tensor[] y)
    {
        using Prediction predictions = Predict(model, x);
        return new()
        {
            ["since"] = item.Since,
            ["before"] = item.Before,
            ["trains_since"] = item.TrainsSince,
            ["inputs"] = Names(model.Inputs.Select(i => i.Name)),
            ["x"] = Arrays(x),
            ["outputs"] = Names(outputs),
            ["y"] = Arrays(y),
            ["weights"] = JsonArrays.Write(model.GetWeights()),
            ["predictions"] = Arrays(predictions),
            ["optimizer"] = JsonArrays.Write(Jobs.State(model.Optimizer)),
            ["logs"] = item.IsRandom ? null : Writer.Logs(Train(model, x, outputs, y)),
        };
    }

    private static Prediction Predict(Model model, Tensor[] x) =>
        model.PredictAll(WrittenSamples.Columns([.. model.Inputs.Select(i => i.Name)], x), Jobs.BatchSize);

    private static History Train(Model model, Tensor[] x, IReadOnlyList<string> outputs, Tensor[] y) => model.Fit(
        WrittenSamples.Columns([.. model.Inputs.Select(i => i.Name)], x),
        WrittenSamples.Columns(outputs, y),
        new FitOptions { Epochs = 2, BatchSize = Jobs.BatchSize, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent });

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(n => (JsonNode)JsonValue.Create(n)!)];

    private static JsonArray Arrays(IEnumerable<Tensor> tensors) => [.. tensors.Select(t => (JsonNode)JsonArrays.Write(t))];

    private static void Dispose(Tensor[] tensors)
    {
        foreach (Tensor tensor in tensors)
            tensor.Dispose();
    }
}
