using Keras.Pipelines;

namespace Keras.Models;

/// <summary>
/// Checks the indices that embeddings get before a run: XLA takes the nearest row for one that the table does not have, without a word.
/// Checked are numbers in memory that an input of the model hands to an embedding as they are; others are told by the ordinary kernels
/// alone.
/// </summary>
internal static class IndexChecks
{
    /// <param name="model">The model, which is built.</param>
    /// <param name="inputs">The columns of its inputs, in order.</param>
    /// <param name="operation">The operation, for messages.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not one of the table; the message names the layer, the index and its
    /// row.</exception>
    public static void Check(Model model, IReadOnlyList<Data> inputs, string operation)
    {
        if (model.Graph is not { } graph || graph.Inputs.Count != inputs.Count)
            return;
        foreach (Node node in graph.Nodes)
        {
            if (node.Operation is not Layer { IndexCount: { } count } lookup || node.Arguments.Flag("reverse"))
                continue;
            int at = graph.Inputs.TakeWhile(i => !ReferenceEquals(i, node.Inputs[0])).Count();
            if (at < inputs.Count && inputs[at].Transforms.Length == 0)
                LabelRange.CheckIndices(inputs[at].Source.Tensor, count,
                    operation, $"{lookup.ClassName} '{lookup.Name}'");
        }
    }
}
