using Keras.Layers;

namespace Keras.Models;

/// <summary>
/// The calls of the layers of a sequential model on Keras tensors, one after another. They never change, so that other threads can go
/// through them while the model gets calls of other layers.
/// </summary>
internal sealed class SequentialCalls
{
    private readonly Node[] nodes;
    private readonly Lazy<FunctionalGraph> graph;

    private SequentialCalls(Node[] nodes, string model)
    {
        this.nodes = nodes;
        graph = new(() => FunctionalGraph.Create(nodes[0].Inputs[0], KerasTensor.InOne(Outputs), model));
    }

    /// <summary>The outputs of the last layer.</summary>
    public IReadOnlyList<KerasTensor> Outputs => nodes[^1].Outputs;

    /// <summary>The graph between the input and the last layer's outputs.</summary>
    public FunctionalGraph Graph => graph.Value;

    /// <summary>Calls layers, which builds them; where one cannot be called, no layer keeps a call.</summary>
    public static SequentialCalls Record(InputLayer first, IReadOnlyList<Layer> layers, string model)
    {
        IReadOnlyList<KerasTensor> values = [first.Nodes is [{ } node, ..] ? node.Outputs[0] : new Input(first)];
        List<Node> calls = [];
        try
        {
            foreach (Layer layer in layers)
            {
                // Masks go along by themselves: there is nothing between the layers.
                values = layer.Record(new([CallArgument<KerasTensor>.Of(KerasTensor.InOne(values))]), completes: false);
                layer.OutputShape = values[0].Shape;
                calls.Add(values[0].Node);
            }
        }
        catch
        {
            // Keras tensors of half a model would be of no use.
            Forget(calls);
            throw;
        }

        return new([.. calls], model);
    }

    /// <summary>The calls without the last one, which its layer forgets; null where there is no other.</summary>
    public SequentialCalls? WithoutLast(string model)
    {
        Forget([nodes[^1]]);
        return nodes.Length > 1 ? new(nodes[..^1], model) : null;
    }

    /// <summary>Takes the calls from the layers.</summary>
    public void Forget() => Forget(nodes);

    /// <summary>Gives the calls back to the layers.</summary>
    public void Remember()
    {
        foreach (Node call in nodes)
            call.Operation.AddNode(call);
    }

    private static void Forget(IReadOnlyList<Node> calls)
    {
        foreach (Node call in calls)
            call.Operation.RemoveNode(call);
    }
}
