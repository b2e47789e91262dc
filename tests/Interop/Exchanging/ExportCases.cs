using System.Text.Json.Nodes;
using Keras.Layers;
using TensorFlow;

namespace Keras.Interop;

/// <summary>Exports models of several inputs and outputs, with what they compute under the names of their signature.</summary>
internal static class ExportCases
{
    private const int Rows = 5;

    public static void Write(string folder)
    {
        Runtime.Seed = 5;
        Input wide = new([4], name: "wide"), narrow = new([3], name: "narrow");
        KerasTensor joined = new Concatenate().Apply(new Dense(3, "relu").Apply(wide), narrow);
        KerasTensor first = new Dense(2) { Name = "first" }.Apply(joined);
        KerasTensor second = new Dense(1, "sigmoid") { Name = "second" }.Apply(joined);
        Write(folder, "two-inputs-two-outputs", new Model([wide, narrow], [first, second]));
        Input only = new([4], name: "only");
        KerasTensor trunk = new Dense(3, "relu").Apply(only);
        Write(folder, "one-input-two-outputs", new Model([only], [new Dense(2).Apply(trunk), new Dense(1).Apply(trunk)]));
    }

    private static void Write(string folder, string name, Model model)
    {
        using (model)
        {
            model.Export(Path.Combine(folder, "several", name));
            Dictionary<string, Tensor> inputs = model.Inputs.ToDictionary(i => i.Name, i => Values(i.Shape[^1]), StringComparer.Ordinal);
            using Prediction outputs = model.PredictAll(Columns(inputs));
            JsonObject said = new() { ["inputs"] = new JsonObject(), ["outputs"] = new JsonObject() };
            foreach ((string key, Tensor value) in inputs)
                said["inputs"]![key] = JsonArrays.Write(value);
            for (int i = 0; i < outputs.Count; i++)
                said["outputs"]![$"output_{i}"] = JsonArrays.Write(outputs[i]);
            File.WriteAllText(Path.Combine(folder, "several", name + ".json"), said.ToJsonString());
            foreach (Tensor value in inputs.Values)
                value.Dispose();
        }
    }

    private static Data Columns(Dictionary<string, Tensor> inputs)
    {
        Data columns = new();
        foreach ((string name, Tensor value) in inputs)
            columns[name] = value;
        return columns;
    }

    private static Tensor Values(long columns) =>
        Tensor.Create<float>([.. Enumerable.Range(0, checked((int)(Rows * columns))).Select(i => MathF.Sin(i + columns))], [Rows, columns]);
}
