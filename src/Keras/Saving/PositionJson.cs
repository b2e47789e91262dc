using System.Globalization;
using System.Text.Json.Nodes;
using Keras.Saving.Hdf5;
using Keras.Training;
using TensorFlow;

namespace Keras.Saving;

/// <summary>The position of a training in a file: JSON, and the states of the metrics in a group of their own.</summary>
internal static class PositionJson
{
    public const string MetricsGroup = "metrics";

    // More than any training has; a file that says otherwise is damaged.
    private const int MostStates = 1 << 16;

    /// <summary>Writes a position.</summary>
    /// <param name="position">The position.</param>
    /// <param name="writeTensors">Writes the states of all metrics, one after another.</param>
    public static JsonObject Write(EpochPosition position, Action<IReadOnlyList<Tensor>> writeTensors)
    {
        JsonArray metrics = [.. position.Metrics.Select(m => (JsonNode)new JsonObject { ["name"] = m.Name, ["weights"] = m.Values.Count })];
        writeTensors([.. position.Metrics.SelectMany(m => m.Values)]);
        return new()
        {
            ["epoch"] = position.Epoch,
            ["step"] = position.Step,
            ["steps"] = position.Steps,
            ["order"] = TrainingStateGroup.Text(position.Order),
            ["start"] = position.Start,
            ["iterations"] = TrainingStateGroup.Text(position.Iterations),
            ["logs"] = TrainingStateGroup.Logs(position.Logs),
            ["random"] = new JsonArray(
                [.. position.Random.SelectMany(r => (long[])[r.Seed, r.Uses]).Select(n => (JsonNode)TrainingStateGroup.Text(n))]),
            ["metrics"] = metrics,
        };
    }

    /// <summary>Reads a position; null where the file has no valid one.</summary>
    public static EpochPosition? Read(JsonObject json, Hdf5Group? metrics)
    {
        if (TrainingStateGroup.Integer(json["epoch"]) is not (>= 0 and { } epoch)
            || TrainingStateGroup.Integer(json["step"]) is not (>= 0 and { } step)
            || TrainingStateGroup.Integer(json["start"]) is not (>= 0 and { } start)
            || Whole(json["order"]) is not { } order
            || Whole(json["iterations"]) is not { } iterations)
            return null;
        long[] random = [.. (json["random"] as JsonArray ?? []).Take(MostStates).Select(n => Whole(n) ?? 0)];
        List<(string, IReadOnlyList<Tensor>)> states = [];
        try
        {
            ReadMetrics(json["metrics"] as JsonArray ?? [], metrics, states);
        }
        catch
        {
            foreach (Tensor tensor in states.SelectMany(s => s.Item2))
                tensor.Dispose();
            throw;
        }

        return new(
            epoch,
            step,
            TrainingStateGroup.Integer(json["steps"]),
            order,
            start,
            iterations,
            TrainingStateGroup.Logs(json["logs"]),
            [.. random.Chunk(2).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1]))],
            states);
    }

    private static void ReadMetrics(JsonArray said, Hdf5Group? group, List<(string, IReadOnlyList<Tensor>)> states)
    {
        int next = 0;
        foreach (JsonNode? node in said)
        {
            if (node is not JsonObject metric || metric["name"] is not JsonValue name
                || TrainingStateGroup.Integer(metric["weights"]) is not (>= 0 and <= MostStates and { } count))
                return;
            List<Tensor> tensors = [];
            states.Add((name.ToString(), tensors));
            for (int i = 0; i < count; i++)
            {
                if (group?.Datasets.GetValueOrDefault((next++).ToString(CultureInfo.InvariantCulture)) is not { } dataset)
                    return;
                tensors.Add(dataset.Read());
            }
        }
    }

    private static long? Whole(JsonNode? node) =>
        node is JsonValue value
            && long.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? number : null;
}
