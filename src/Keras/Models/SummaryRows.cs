using Keras.Terminals;

namespace Keras.Models;

/// <summary>The rows of a model's summary: one for each layer and operation.</summary>
internal sealed class SummaryRows
{
    private const string Indent = "   ";
    private readonly Model model;
    private readonly SummaryOptions options;
    private readonly ILookup<KerasOperation, Node>? calls;

    public SummaryRows(Model model, SummaryOptions options)
    {
        this.model = model;
        this.options = options;
        IsConnected = model is not Sequential && model.Graph is { } graph && !IsChain(graph);
        calls = IsConnected ? model.Graph!.NodesByOperation : null;
    }

    /// <summary>Whether the layers are no mere sequence, so that a column tells what each is connected to.</summary>
    public bool IsConnected { get; }

    public IEnumerable<StyledText[]> All()
    {
        IReadOnlyList<KerasOperation> operations = model is not Sequential && model.Graph is { } graph ? graph.Operations : model.Layers;
        (int first, int end) = LayerRange.Find(operations, options.LayerRange);
        return operations.Take(first..end).SelectMany(o => Rows(o, 0));
    }

    private IEnumerable<StyledText[]> Rows(KerasOperation operation, int level)
    {
        yield return Row(operation, level == 0 ? "" : string.Concat(Enumerable.Repeat(Indent, level)) + "└ ");
        if (!options.ExpandNested || operation is not Model nested)
            yield break;
        foreach (StyledText[] row in nested.Layers.SelectMany(l => Rows(l, level + 1)))
            yield return row;
    }

    private StyledText[] Row(KerasOperation operation, string prefix)
    {
        List<StyledText> cells =
        [
            new StyledText().Add($"{prefix}{operation.Name} (").Add(operation.ClassName, TextStyles.ClassName).Add(")"),
            SummaryNumbers.Shape(operation),
            SummaryNumbers.Parameters(operation),
        ];
        if (IsConnected)
            cells.Add(Connections(operation));
        if (options.ShowTrainable)
            cells.Add(Trainable(operation));
        return [.. cells];
    }

    private static StyledText Trainable(KerasOperation operation) => operation is Layer layer && layer.Weights.Count > 0
        ? new StyledText().Add(layer.Trainable ? "Y" : "N", layer.Trainable ? TextStyles.Yes : TextStyles.No)
        : new StyledText().Add("-", TextStyles.Bold);

    private StyledText Connections(KerasOperation operation)
    {
        StyledText text = new();
        foreach (KerasTensor input in calls![operation].SelectMany(n => n.Inputs))
        {
            IReadOnlyList<Node> made = input.Operation.Nodes;
            int call = Enumerable.Range(0, made.Count).FirstOrDefault(i => made[i] == input.Node);
            text.Add(text.Length > 0 ? ", " : "").Add($"{input.Operation.Name}[")
                .Add(SummaryNumbers.Count(call), TextStyles.Number).Add("][")
                .Add(SummaryNumbers.Count(input.Index), TextStyles.Number).Add("]");
        }

        return text.Length > 0 ? text : text.Add("-");
    }

    // Each call has one input: the output of the call before.
    private static bool IsChain(FunctionalGraph graph)
    {
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            if (i == 0 ? !graph.Nodes[0].IsInput : graph.Nodes[i].Inputs is not [{ } only] || only.Node != graph.Nodes[i - 1])
                return false;
        }

        return graph.Nodes.Select(n => n.Operation).Distinct().Count() == graph.Nodes.Count;
    }
}
