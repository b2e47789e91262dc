using System.Text.Json.Nodes;
using TensorFlow;

namespace Keras.Models;

/// <summary>Writes the graph of a functional model as Keras's <c>Functional.get_config</c> does.</summary>
internal sealed class FunctionalConfig
{
    private readonly FunctionalGraph graph;
    private readonly Dictionary<Node, int> indices = [];
    private readonly ILookup<KerasOperation, Node> calls;

    private FunctionalConfig(FunctionalGraph graph)
    {
        this.graph = graph;
        calls = graph.NodesByOperation;
        foreach (IGrouping<KerasOperation, Node> operation in calls)
        {
            int index = 0;
            foreach (Node node in operation)
                indices[node] = index++;
        }
    }

    /// <summary>Writes layers, inputs and outputs.</summary>
    public static void Write(FunctionalGraph graph, Config config)
    {
        FunctionalConfig writer = new(graph);
        JsonArray layers = [];
        foreach (KerasOperation operation in graph.Operations)
            layers.Add((JsonNode)writer.Entry(operation));
        config.SetNode("layers", layers)
            .SetNode("input_layers", writer.Places(graph.InputStructure))
            .SetNode("output_layers", writer.Places(graph.OutputStructure));
    }

    private JsonObject Entry(KerasOperation operation)
    {
        JsonObject entry = SerializedObject.Wrap(operation);
        JsonArray inbound = [];
        foreach (Node node in calls[operation].Where(n => !n.IsInput))
            inbound.Add((JsonNode)Call(node));
        entry["name"] = operation.Name;
        entry["inbound_nodes"] = inbound;
        return entry;
    }

    private JsonObject Call(Node node)
    {
        JsonObject named = [];
        foreach ((string name, CallArgument<KerasTensor> value) in node.Arguments.Named)
            named[name] = Argument(value);
        // Keras records the mask that a functional model may be called with; earlier releases did not.
        if (node.Operation is Model { ClassName: "Functional" } && !named.ContainsKey("mask"))
            named["mask"] = null;
        return new() { ["args"] = new JsonArray([.. node.Arguments.Positional.Select(Argument)]), ["kwargs"] = named };
    }

    private JsonNode? Argument(CallArgument<KerasTensor> argument)
    {
        switch (argument)
        {
            case CallArgument<KerasTensor>.Leaf { Value: var tensor }:
                return new JsonObject
                {
                    ["class_name"] = "__keras_tensor__",
                    ["config"] = new Config().Set("shape", tensor.Shape).Set("dtype", tensor.DType.StandardName)
                        .SetNode("keras_history", Place(tensor, 0)).ToJson(),
                };
            case CallArgument<KerasTensor>.Sequence { Items: var items }:
                return new JsonArray([.. items.Select(Argument)]);
            case CallArgument<KerasTensor>.Dictionary { Items: var named }:
                JsonObject json = [];
                foreach ((string name, CallArgument<KerasTensor> item) in named)
                    json[name] = Argument(item);
                return json;
            case CallArgument<KerasTensor>.Constant { Json: var constant }:
                return constant?.DeepClone();
            default:
                throw new InvalidOperationException($"Unknown argument {argument}.");
        }
    }

    private JsonNode Places(Structure<KerasTensor> structure)
    {
        // Functional models begin with a call of their own in Keras, so those of a model in a model count from 1.
        if (structure.IsValue)
            return Place(structure.Value, structure.Value.Node.Operation is Model { ClassName: "Functional" } ? 1 : 0);
        if (structure.Names is not { } names)
            return new JsonArray([.. structure.Select(Places)]);
        JsonObject json = [];
        for (int i = 0; i < names.Count; i++)
            json[names[i]] = Places(structure[i]);
        return json;
    }

    private JsonArray Place(KerasTensor tensor, int offset) =>
        new(JsonValue.Create(tensor.Node.Operation.Name), JsonValue.Create(indices[tensor.Node] + offset), JsonValue.Create(tensor.Index));
}
