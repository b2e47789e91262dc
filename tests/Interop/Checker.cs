using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Interop;

/// <summary>Loads what Keras saved and compares it with what Keras said.</summary>
internal static class Checker
{
    public static int Run(string folder)
    {
        int failures = 0;
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Where(f => Path.GetFileName(f) != "net.json").Order(StringComparer.Ordinal))
        {
            string release = Path.GetFileNameWithoutExtension(file);
            JsonNode expected = JsonNode.Parse(File.ReadAllText(file))!;
            foreach ((string name, JsonNode? entry) in expected["cases"]!.AsObject())
            {
                string row;
                try
                {
                    row = Check(Path.Combine(folder, $"{release}_{name}.keras"), name, Floats(expected["x"]), entry!);
                }
                catch (Exception e)
                {
                    row = "FAILED: " + e.Message;
                }

                failures += row.StartsWith("ok", StringComparison.Ordinal) ? 0 : 1;
                Console.WriteLine($"| Keras {release,-7} -> .NET | {name,-8} | {row} |");
            }
        }

        return failures == 0 ? 0 : 1;
    }

    private static string Check(string path, string name, float[] x, JsonNode expected)
    {
        using Model model = Model.Load(path);
        Data inputs = Tensor.Create<float>(x, [24, 4, 3]);
        float[] y = Floats(expected["y"]);
        Data targets = name == "sgd" ? Tensor.Create<int>([.. y.Select(v => (int)v)], [24]) : Tensor.Create<float>(y, [24, 3]);
        float predictions = Distance(model.Predict(inputs).ToArray<float>(), Floats(expected["predictions"]));
        float weights = model.GetWeights().Select((w, i) => Distance(w.ToArray<float>(), Floats(expected["weights"]![i]))).Max();
        float state = model.Optimizer.Weights.Select((w, i) => Distance(w.Read().Cast(DType.Float32).ToArray<float>(), Floats(expected["optimizer"]![i]))).Max();
        History history = model.Fit(inputs, targets, new FitOptions { Epochs = 2, BatchSize = 8, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent });
        float losses = Distance([.. history["loss"].Select(l => (float)l)], Floats(expected["losses"]));
        bool ok = predictions <= 1e-6 && weights == 0 && state == 0 && losses <= 1e-5 && model.LoadWarnings.Count == 0;
        return $"{(ok ? "ok" : "DIFFERS")}: predictions {predictions:0.0e+0}, weights {weights:0.0e+0}, optimizer {state:0.0e+0}, losses {losses:0.0e+0}";
    }

    private static float Distance(float[] a, float[] b) => a.Length == b.Length ? a.Zip(b, (p, q) => Math.Abs(p - q)).DefaultIfEmpty().Max() : float.PositiveInfinity;

    private static float[] Floats(JsonNode? list) => [.. list!.AsArray().Select(v => (float)v!.GetValue<double>())];
}
