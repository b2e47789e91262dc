using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Interop;

/// <summary>Saves every case in every form, with what this library says of it.</summary>
internal static class Writer
{
    public static void Run(string folder)
    {
        Directory.CreateDirectory(folder);
        ExportCases.Write(folder);
        foreach (Case item in AllCases.List)
        {
            Runtime.Seed = 5;
            (Tensor x, Tensor y) = Samples.For(item.Target);
            using (x)
            using (y)
            using (Model model = item.Make())
            {
                Prepare(model, item, x, y);
                Save(model, item, folder);
                File.WriteAllText(Path.Combine(folder, item.Name + ".json"), Describe(model, item, x, y).ToJsonString());
            }
        }
    }

    private static void Prepare(Model model, Case item, Tensor x, Tensor y)
    {
        if (item.IsTrained && model.IsCompiled)
            Jobs.Train(model, x, y);
        else if (item.IsTrained)
            Jobs.Predict(model, x).Dispose();
    }

    private static void Save(Model model, Case item, string folder)
    {
        string path = Path.Combine(folder, item.Name);
        model.Save(path + ".keras");
        if (!model.IsBuilt)
            return;
        model.SaveWeights(path + ".weights.h5");
        model.SaveWeights(path + "_weights.h5");
        model.Save(path + ".h5");
        if (item.IsExported)
            model.Export(Path.Combine(folder, "exports", item.Name));
    }

    private static JsonObject Describe(Model model, Case item, Tensor x, Tensor y)
    {
        JsonObject said = new()
        {
            ["x"] = JsonArrays.Write(x),
            ["y"] = JsonArrays.Write(y),
            ["weights"] = null,
            ["predictions"] = null,
            ["optimizer"] = null,
            ["logs"] = null
        };
        if (model.IsBuilt)
        {
            said["weights"] = JsonArrays.Write(model.GetWeights());
            using Tensor predictions = Jobs.Predict(model, x);
            said["predictions"] = JsonArrays.Write(predictions);
        }

        if (model.IsCompiled && model.Optimizer.IsBuilt)
            said["optimizer"] = JsonArrays.Write(Jobs.State(model.Optimizer));
        if (model.IsCompiled && !item.IsRandom)
            said["logs"] = Logs(Jobs.Train(model, x, y));
        return said;
    }

    public static JsonObject Logs(History history)
    {
        JsonObject logs = [];
        foreach (string name in history.Keys)
            logs[name] = new JsonArray([.. history[name].Select(v => (JsonNode)JsonValue.Create(v))]);
        return logs;
    }
}
