namespace Keras.Models;

/// <summary>Makes the diagram of a model, as Keras's <c>model_to_dot</c> goes through it.</summary>
internal sealed class DiagramBuilder(bool expandNested)
{
    private readonly Dictionary<KerasOperation, int> ids = new(ReferenceEqualityComparer.Instance);

    public ModelDiagram Build(Model model)
    {
        if (model is not Sequential && model.Graph is null)
            return new(model.Name, [new DiagramBox(Id(model), model)], []);
        List<DiagramEdge> edges = [];
        IReadOnlyList<KerasOperation> operations = model is Sequential ? model.Layers : model.Graph!.Operations;
        DiagramItem[] items = [.. operations.Select(o => IsExpanded(o) ? (DiagramItem)Build((Model)o) : new DiagramBox(Id(o), o))];
        if (model is Sequential && !expandNested)
        {
            for (int i = 1; i < operations.Count; i++)
                Add(edges, operations[i - 1], operations[i]);
            return new(model.Name, items, edges);
        }

        // A sequential model has no box for its input: arrows from outside go to its first layer.
        ILookup<KerasOperation, Node>? calls = model.Graph?.NodesByOperation;
        foreach (Node node in operations.Skip(model is Sequential ? 1 : 0).SelectMany(o => calls?[o] ?? o.Nodes))
        {
            for (int i = 0; i < node.Inputs.Count; i++)
                Add(edges, Source(node.Inputs[i]), Destination(node.Operation, i));
        }

        return new(model.Name, items, edges);
    }

    private bool IsExpanded(KerasOperation operation) =>
        expandNested && operation is Model model && (model is Sequential || model.Graph is not null);

    // The layer inside of nested models that gives a tensor.
    private KerasOperation Source(KerasTensor tensor)
    {
        while (IsExpanded(tensor.Operation) && ((Model)tensor.Operation).Outputs is { Count: > 0 } outputs)
            tensor = outputs[tensor.Index];
        return tensor.Operation;
    }

    // The layer inside of nested models that takes an input.
    private KerasOperation Destination(KerasOperation operation, int input)
    {
        while (IsExpanded(operation))
        {
            Model model = (Model)operation;
            if (model is Sequential && model.Layers.Count == 0)
                break;
            operation = model is Sequential ? model.Layers[0] : model.Inputs[input].Operation;
        }

        return operation;
    }

    private void Add(List<DiagramEdge> edges, KerasOperation from, KerasOperation to)
    {
        DiagramEdge edge = new(Id(from), Id(to));
        if (!edges.Contains(edge))
            edges.Add(edge);
    }

    private int Id(KerasOperation operation)
    {
        if (!ids.TryGetValue(operation, out int id))
            ids[operation] = id = ids.Count + 1;
        return id;
    }
}
