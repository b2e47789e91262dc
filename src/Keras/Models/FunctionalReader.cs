using System.Text.Json.Nodes;
using Keras.Layers;

namespace Keras.Models;

/// <summary>
/// Builds a functional model of its config, as Keras's <c>functional_from_config</c> does: layers first, then their calls as soon as the
/// inputs are there.
/// </summary>
internal sealed class FunctionalReader
{
    private readonly Dictionary<string, KerasOperation> operations = new(StringComparer.Ordinal);
    private readonly Dictionary<KerasOperation, int> earlierCalls = new(ReferenceEqualityComparer.Instance);
    private readonly List<(KerasOperation Operation, Queue<JsonNode> Calls)> pending = [];

    /// <summary>The model of a config.</summary>
    /// <exception cref="ConfigException">The config describes none.</exception>
    public static Model Read(Config config)
    {
        FunctionalReader reader = new();
        if (config.GetNode("layers") is not JsonArray layers)
            throw new ConfigException(
                $"Functional: expected a list as argument 'layers', got {SerializedObject.Abbreviate(config.GetNode("layers"))}.");
        foreach (JsonNode? layer in layers)
            reader.ReadLayer(layer as JsonObject ?? throw new ConfigException(
                $"Functional: expected the config of a layer in 'layers', got {SerializedObject.Abbreviate(layer)}."));
        reader.MakeCalls();
        Structure<KerasTensor> inputs = reader.Tensors(config.GetNode("input_layers"), "input_layers");
        Structure<KerasTensor> outputs = reader.Tensors(config.GetNode("output_layers"), "output_layers");
        return new(inputs, outputs, config.GetString("name", null));
    }

    private void ReadLayer(JsonObject entry)
    {
        if (entry["name"] is not JsonValue value || !value.TryGetValue(out string? name))
            throw new ConfigException($"Functional: expected a layer with a name, got {SerializedObject.Abbreviate(entry)}.");
        KerasOperation operation = Make(entry);
        if (!operations.TryAdd(name, operation))
            throw new ConfigException($"Functional: the name '{name}' is used by two layers.");
        // A layer that is in two models of a file was called before.
        earlierCalls[operation] = operation is InputLayer ? 0 : operation.Nodes.Count;
        if (operation is InputLayer input && input.Nodes.Count == 0)
            _ = new Input(input);
        if (entry["inbound_nodes"] is JsonArray { Count: > 0 } calls)
            pending.Add((operation, new(calls.Select(c => c ?? throw new ConfigException($"Functional: a call of '{name}' is null.")))));
    }

    private static KerasOperation Make(JsonObject entry)
    {
        JsonObject envelope = (JsonObject)entry.DeepClone();
        envelope.Remove("inbound_nodes");
        string className = entry["class_name"]?.ToString() ?? "";
        if (entry["module"]?.ToString().StartsWith("keras.src.ops", StringComparison.Ordinal) == true)
            return FunctionOperation.FromConfig(OperationDefinition.Find(className),
                entry["config"] as JsonObject ?? [], entry["name"]!.ToString());
        return SharedLayers.Read(envelope, LayerRegistry.Instance.FromJson);
    }

    private void MakeCalls()
    {
        while (pending.Count > 0)
        {
            int before = pending.Sum(p => p.Calls.Count);
            foreach ((KerasOperation operation, Queue<JsonNode> calls) in pending)
            {
                while (calls.TryPeek(out JsonNode? call) && Arguments(call, operation) is { } arguments)
                {
                    _ = operation.Record(arguments, completes: false);
                    calls.Dequeue();
                }
            }

            pending.RemoveAll(p => p.Calls.Count == 0);
            if (pending.Sum(p => p.Calls.Count) == before && before > 0)
            {
                throw new ConfigException(
                    $"Functional: the graph has a cycle or calls without inputs: "
                    + $"{string.Join(", ", pending.Select(p => $"'{p.Operation.Name}'"))}.");
            }
        }
    }

    /// <summary>The arguments of a call; null where one of them is not there yet.</summary>
    private CallArguments<KerasTensor>? Arguments(JsonNode call, KerasOperation operation) => call switch
    {
        JsonObject current => Current(current, operation),
        JsonArray legacy => Legacy(legacy),
        _ => throw new ConfigException(
            $"Functional: expected the arguments of a call, an object or a list, got {SerializedObject.Abbreviate(call)}."),
    };

    private CallArguments<KerasTensor>? Current(JsonObject call, KerasOperation operation)
    {
        bool complete = true;
        CallArgument<KerasTensor>[] positional = [.. (call["args"] as JsonArray ?? []).Select(a => Argument(a, ref complete))];
        List<(string, CallArgument<KerasTensor>)> named = [];
        foreach ((string name, JsonNode? value) in call["kwargs"] as JsonObject ?? [])
        {
            named.Add((name, IsImplied(operation, name, value)
                ? new CallArgument<KerasTensor>.Constant(value!.DeepClone()) { IsImplied = true }
                : Argument(value, ref complete)));
        }

        return complete ? new(positional, named) : null;
    }

    // Keras records the default of training for each call of a dropout (false) or of a layer of images (true), and lets the model decide
    // nevertheless. Of models and of batch normalization the default is null: somebody wanted false.
    private static bool IsImplied(KerasOperation operation, string name, JsonNode? value) =>
        name == "training" && value is JsonValue json && json.TryGetValue(out bool trains)
            && (trains ? operation is Layer { RecordedTraining: true } : operation is not (Model or BatchNormalization));

    // Keras 2: a list of [layer, call, output, named arguments].
    private CallArguments<KerasTensor>? Legacy(JsonArray call)
    {
        JsonNode?[] entries = call is [JsonValue, ..] ? [call] : [.. call];
        List<CallArgument<KerasTensor>> tensors = [];
        List<(string, CallArgument<KerasTensor>)> named = [];
        bool complete = true;
        foreach (JsonNode? entry in entries)
        {
            if (entry is not JsonArray { Count: >= 3 } place)
                throw new ConfigException($"Functional: expected [layer, call, output], got {PythonJson.WriteCompact(entry)}.");
            if (Find(place) is not { } tensor)
                return null;
            tensors.Add(KerasTensor.Leaf(tensor));
            foreach ((string name, JsonNode? value) in place.Count > 3 ? place[3] as JsonObject ?? [] : [])
                named.Add((name, Argument(value, ref complete)));
        }

        return complete ? new([tensors.Count == 1 ? tensors[0] : new CallArgument<KerasTensor>.Sequence(tensors)], named) : null;
    }

    private CallArgument<KerasTensor> Argument(JsonNode? json, ref bool complete)
    {
        switch (json)
        {
            case JsonObject o when o["class_name"]?.ToString() == "__keras_tensor__":
                if (o["config"]?["keras_history"] is not JsonArray { Count: 3 } place)
                {
                    throw new ConfigException(
                        $"Functional: expected a tensor with its keras_history, got {SerializedObject.Abbreviate(o)}.");
                }

                if (Find(place) is { } tensor)
                    return KerasTensor.Leaf(tensor);
                complete = false;
                return new CallArgument<KerasTensor>.Constant(null);
            case JsonObject o when o.ContainsKey("class_name"):
                return new CallArgument<KerasTensor>.Constant(o.DeepClone());
            case JsonObject o:
                List<(string, CallArgument<KerasTensor>)> named = [];
                foreach ((string name, JsonNode? value) in o)
                    named.Add((name, Argument(value, ref complete)));
                return new CallArgument<KerasTensor>.Dictionary(named);
            case JsonArray a:
                List<CallArgument<KerasTensor>> items = [];
                foreach (JsonNode? item in a)
                    items.Add(Argument(item, ref complete));
                return new CallArgument<KerasTensor>.Sequence(items);
            default:
                return new CallArgument<KerasTensor>.Constant(json?.DeepClone());
        }
    }

    private KerasTensor? Find(JsonArray place, int offset = 0)
    {
        if (place[0] is not JsonValue first || !first.TryGetValue(out string? name)
            || !operations.TryGetValue(name, out KerasOperation? operation))
            throw new ConfigException($"Functional: expected the name of one of the layers, got {PythonJson.WriteCompact(place[0])}.");
        if (place[1] is not JsonValue second || !second.TryGetValue(out int call)
            || place[2] is not JsonValue third || !third.TryGetValue(out int output))
            throw new ConfigException($"Functional: expected [layer, call, output], got {PythonJson.WriteCompact(place)}.");
        IReadOnlyList<Node> nodes = operation.Nodes;
        int index = earlierCalls[operation] + call - offset;
        if (index >= nodes.Count)
            return null;
        return index >= 0 && output >= 0 && output < nodes[index].Outputs.Count
            ? nodes[index].Outputs[output]
            : throw new ConfigException($"Functional: '{name}' has no output {output} of call {call}.");
    }

    private Structure<KerasTensor> Tensors(JsonNode? json, string argument)
    {
        switch (json)
        {
            case JsonArray { Count: 3 } place when place[0] is JsonValue:
                int offset = operations.GetValueOrDefault(place[0]!.ToString()) is Model { ClassName: "Functional" } ? 1 : 0;
                return Find(place, offset)
                    ?? throw new ConfigException($"Functional: {PythonJson.WriteCompact(place)} of '{argument}' is not there.");
            case JsonArray list:
                return new([.. list.Select(i => Tensors(i, argument))]);
            case JsonObject named:
                Structure<KerasTensor> structure = new();
                foreach ((string name, JsonNode? item) in named)
                    structure[name] = Tensors(item, argument);
                return structure;
            default:
                throw new ConfigException(
                    $"Functional: expected '{argument}' to be a list of [layer, call, output], got {SerializedObject.Abbreviate(json)}.");
        }
    }
}
