namespace Keras.Symbolic;

/// <summary>
/// One call of a layer or an operation on Keras tensors. An operation may be called several times, so the history of a tensor is a graph of
/// calls, not of operations.
/// </summary>
internal sealed class Node
{
    private static long created;
    private KerasTensor[]? inputs;

    public Node(KerasOperation operation, CallArguments<KerasTensor> arguments, IReadOnlyList<KerasTensor> outputs)
    {
        Operation = operation;
        Arguments = arguments;
        Outputs = outputs;
        for (int i = 0; i < outputs.Count; i++)
            outputs[i].SetHistory(this, i);
        operation.AddNode(this);
    }

    /// <summary>The position among all calls in the order of their making.</summary>
    public long Order { get; } = Interlocked.Increment(ref created);

    public KerasOperation Operation { get; }

    public CallArguments<KerasTensor> Arguments { get; }

    public IReadOnlyList<KerasTensor> Outputs { get; }

    /// <summary>All Keras tensors among the arguments, in order.</summary>
    public IReadOnlyList<KerasTensor> Inputs => inputs ??= [.. Arguments.Leaves];

    public bool IsInput => Inputs.Count == 0;
}
