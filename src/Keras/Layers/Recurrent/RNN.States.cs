using TensorFlow;

namespace Keras.Layers;

/// <content>The states that a stateful layer keeps.</content>
public partial class RNN
{
    /// <summary>The batch size of a stateful layer; null for one that is not stateful, and before it is built.</summary>
    internal long? StateBatchSize => states is [var first, ..] ? first.Shape[0] : null;

    internal ShapeException PartialBatch(string got) => new(
        $"{ClassName} '{Name}': expected batches of {StateBatchSize} samples, as many as the states have, got {got}; a stateful layer "
        + "takes no partial batch: give a batch size of as many, and a multiple of it as samples.");

    /// <summary>Sets the states of a stateful layer to 0, at one moment: the next batch begins with them. A callback may do so while the
    /// model is trained.</summary>
    /// <exception cref="InvalidOperationException">Another thread trains or evaluates a model that has this layer.</exception>
    public void ResetStates()
    {
        Tensor[] zeros = [.. states.Select(s => Tensor.Zeros(s.DType, s.Shape))];
        try
        {
            AssignStates(zeros);
        }
        finally
        {
            foreach (Tensor tensor in zeros)
                tensor.Dispose();
        }
    }

    /// <summary>Sets the states of a stateful layer, at one moment.</summary>
    /// <param name="values">One tensor for each state, <c>[batch, …]</c>.</param>
    /// <exception cref="ArgumentException">The layer has another number of states; it has none where it is not stateful or not
    /// built.</exception>
    /// <exception cref="ShapeException">A shape does not fit; no state is changed then.</exception>
    /// <exception cref="InvalidOperationException">Another thread trains or evaluates a model that has this layer.</exception>
    public void ResetStates(params IReadOnlyList<Tensor> values)
    {
        Required.Value("ResetStates", "a list of tensors", values);
        Required.Items("ResetStates", "a tensor", values);
        if (values.Count != states.Length)
            throw new ArgumentException($"{ClassName} '{Name}': expected {states.Length} states, got {values.Count}.", nameof(values));
        AssignStates(values);
    }

    private void AssignStates(IReadOnlyList<Tensor> values)
    {
        using Usage usage = Change("ResetStates", UsageRules.WithinOwnRun);
        ThrowIfDisposed();
        if (states.Length > 0)
            Weight.AssignAll(states, values);
    }
}
