using System.Text.Json.Nodes;
using Keras.Interop.Reporting;
using TensorFlow;

namespace Keras.Interop;

/// <summary>Runs the signatures of the SavedModels that Keras exported.</summary>
internal static class ExportCheck
{
    public static void Run(RowWriter rows, string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            rows.Guard(Direction.FromKeras, name, () =>
            {
                using SavedModel served = SavedModel.Load(Path.Combine(folder, name));
                foreach ((string signature, JsonNode? said) in Checker.Read(file).AsObject())
                    rows.Check(Direction.FromKeras, $"SavedModel: {signature}", name, () => Check(served, signature, said!));
            });
        }
    }

    private static Errors Check(SavedModel served, string signature, JsonNode said)
    {
        Dictionary<string, Tensor> inputs =
            said["inputs"]!.AsObject().ToDictionary(p => p.Key, p => JsonArrays.Read(p.Value!), StringComparer.Ordinal);
        IReadOnlyDictionary<string, Tensor> outputs = served.Run(inputs, signature);
        foreach (Tensor input in inputs.Values)
            input.Dispose();
        JsonObject wanted = said["outputs"]!.AsObject();
        return new()
        {
            Predictions = wanted.Max(p => Distances.Of(outputs[p.Key], p.Value!)),
            Problems = outputs.Count == wanted.Count ? [] : [$"{outputs.Count} outputs, expected {wanted.Count}"],
        };
    }
}
