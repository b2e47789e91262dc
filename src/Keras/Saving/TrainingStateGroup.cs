using System.Globalization;
using System.Text.Json.Nodes;
using Keras.Callbacks;
using Keras.Saving.Hdf5;
using Keras.Training;
using TensorFlow;

namespace Keras.Saving;

/// <summary>
/// The state of a training in a file: a group beside those of Keras, which Keras ignores. Models that were trained have one, so that
/// training resumed from the file equals training that was not interrupted.
/// </summary>
internal static class TrainingStateGroup
{
    private const string GroupName = "training_state";
    private const string Document = "state";
    private const string RandomGroup = "random";
    private const string RawGroup = "raw_weights";
    private const string CallbacksGroup = "callbacks";

    public static void Write(Hdf5Group root, Model model)
    {
        TrainingState state = model.TrainingState;
        state.Capture();
        lock (state.Gate)
        {
            if (!state.IsEmpty)
                Write(root, model, state);
        }
    }

    private static void Write(Hdf5Group root, Model model, TrainingState state)
    {
        Hdf5Group group = root.Add(GroupName);
        JsonObject callbacks = [];
        int number = 0;
        foreach ((string key, CallbackState callback) in state.Callbacks)
        {
            JsonObject json = new() { ["epoch"] = callback.Epoch, ["numbers"] = Numbers(callback.Numbers) };
            if (callback.Weights is { } weights)
            {
                string name = (number++).ToString(CultureInfo.InvariantCulture);
                json["weights"] = name;
                WriteTensors(group.Add(CallbacksGroup).Add(name), weights);
            }

            callbacks[key] = json;
        }

        JsonObject document = new() { ["epoch"] = state.Epoch, ["logs"] = Logs(state.Logs), ["callbacks"] = callbacks };
        if (state.KnownSeed is { } seed)
            document["seed"] = Text(seed);
        if (state.Best is { } best)
            document["best"] = new JsonObject
            {
                ["monitor"] = best.Monitor,
                ["value"] = Text(best.Value),
                ["larger_is_better"] = best.LargerIsBetter
            };
        if (state.Position is { } position)
            document["position"] = PositionJson.Write(position, tensors => WriteTensors(group.Add(PositionJson.MetricsGroup), tensors));
        group.Set(Document, document.ToJsonString());
        Weight[] random = Generators(model);
        if (random.Length > 0)
            WriteWeights(group.Add(RandomGroup), random);
        if (state.Raw is { IsCurrent: true } raw)
            WriteTensors(group.Add(RawGroup), raw.Values);
    }

    /// <summary>Reads the state; null where there is none. Parts that do not fit the model are left out.</summary>
    /// <exception cref="InvalidDataException">The group is damaged.</exception>
    public static ReadTrainingState? Read(Hdf5Group root, Model model)
    {
        if (root.Groups.GetValueOrDefault(GroupName) is not { } group || Parse(group) is not { } document)
            return null;
        TrainingState state = new() { Epoch = Integer(document["epoch"]) ?? -1, Logs = Logs(document["logs"]) };
        if (document["seed"] is JsonValue text
            && long.TryParse(text.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seed))
            state.Seed(seed);
        IReadOnlyList<Weight> weights = model.Weights;
        List<(Weight, Tensor)> random = [];
        Tensor[]? raw = null;
        try
        {
            foreach ((string key, JsonNode? node) in document["callbacks"] as JsonObject ?? [])
            {
                if (node is not JsonObject json)
                    continue;
                Hdf5Group? tensors = json["weights"] is JsonValue name ? group.Find(CallbacksGroup, name.ToString()) : null;
                state.Callbacks[key] = new(
                    Integer(json["epoch"]) ?? -1,
                    new Dictionary<string, double>(Numbers(json["numbers"]), StringComparer.Ordinal),
                    ReadTensors(tensors, weights));
            }

            if (document["position"] is JsonObject position)
                state.At(PositionJson.Read(position, group.Groups.GetValueOrDefault(PositionJson.MetricsGroup)));
            raw = ReadTensors(group.Groups.GetValueOrDefault(RawGroup), weights);
            Weight[] generators = Generators(model);
            if (ReadTensors(group.Groups.GetValueOrDefault(RandomGroup), generators) is { } states)
                random.AddRange(generators.Zip(states));
            return new(state, random, raw);
        }
        catch
        {
            new ReadTrainingState(state, random, raw).Dispose();
            throw;
        }
    }

    /// <summary>Reads the number by which a file is the best of its training; null where it has none, or cannot be read.</summary>
    public static BestNumber? ReadBest(string path)
    {
        try
        {
            return ModelFile.ReadRoot(path)?.Groups.GetValueOrDefault(GroupName) is { } group
                && Parse(group)?["best"] is JsonObject best
                && best["monitor"] is JsonValue monitor
                && Number(best["value"]) is { } value
                && best["larger_is_better"] is JsonValue larger
                ? new(monitor.ToString(), value, larger.GetValueKind() == System.Text.Json.JsonValueKind.True)
                : null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            // A file that cannot be read is replaced.
            return null;
        }
    }

    private static JsonObject? Parse(Hdf5Group group) =>
        group.GetString(Document) is { } text ? PythonJson.Parse(text) : null;

    private static Weight[] Generators(Model model) => [.. model.State.Where(w => SeedGenerator.Of(w) is not null)];

    // Numbers are strings, because JSON has no infinities and NaN.
    /// <summary>Writes the numbers, and the lists of metrics of several values.</summary>
    internal static JsonObject Logs(Logs logs)
    {
        JsonObject json = Numbers(logs);
        foreach (string name in logs.Names.Where(logs.IsList))
            json[name] = new JsonArray([.. logs.GetValues(name).Select(v => (JsonNode)Text(v))]);
        return json;
    }

    internal static Logs Logs(JsonNode? node)
    {
        Logs logs = new(Numbers(node));
        foreach ((string name, JsonNode? value) in node as JsonObject ?? [])
        {
            if (value is JsonArray list)
                logs.SetList(name, [.. list.Select(item => Number(item) ?? double.NaN)]);
        }

        return logs;
    }

    private static JsonObject Numbers(IEnumerable<KeyValuePair<string, double>> numbers) =>
        new(numbers.Select(n => KeyValuePair.Create(n.Key, (JsonNode?)Text(n.Value))));

    private static IEnumerable<KeyValuePair<string, double>> Numbers(JsonNode? node)
    {
        foreach ((string key, JsonNode? value) in node as JsonObject ?? [])
        {
            if (Number(value) is { } number)
                yield return KeyValuePair.Create(key, number);
        }
    }

    internal static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number : null;

    internal static int? Integer(JsonNode? node) =>
        node is JsonValue value && int.TryParse(value.ToString(), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out int number) ? number : null;

    private static void WriteTensors(Hdf5Group group, IReadOnlyList<Tensor> tensors)
    {
        for (int i = 0; i < tensors.Count; i++)
        {
            // The training may free or replace the tensor before the file is written.
            Tensor tensor = tensors[i].Share();
            group.Datasets[i.ToString(CultureInfo.InvariantCulture)] = new(tensor.DType, tensor.Shape, tensor.Share);
        }
    }

    private static void WriteWeights(Hdf5Group group, Weight[] weights)
    {
        for (int i = 0; i < weights.Length; i++)
            group.Datasets[i.ToString(CultureInfo.InvariantCulture)] = new(weights[i].DType, weights[i].Shape, weights[i].Read);
    }

    private static Tensor[]? ReadTensors(Hdf5Group? group, IReadOnlyList<Weight> weights)
    {
        if (group is null || group.Datasets.Count != weights.Count)
            return null;
        Hdf5Dataset[] datasets = new Hdf5Dataset[weights.Count];
        for (int i = 0; i < datasets.Length; i++)
        {
            if (group.Datasets.GetValueOrDefault(i.ToString(CultureInfo.InvariantCulture)) is not { } dataset
                || dataset.Shape != weights[i].Shape || dataset.DType != weights[i].DType)
                return null;
            datasets[i] = dataset;
        }

        List<Tensor> tensors = [];
        try
        {
            foreach (Hdf5Dataset dataset in datasets)
                tensors.Add(dataset.Read());
            return [.. tensors];
        }
        catch
        {
            foreach (Tensor tensor in tensors)
                tensor.Dispose();
            throw;
        }
    }
}
