using TensorFlow.Kernels.Normalizations;

namespace TensorFlow;

/// <summary>
/// The batch normalizations of a graph that have faster kernels of this library (<see cref="NormalizationKernels"/>): in training, with
/// channels that fill vectors. An addition and a rectifier that follow are part of the kernel, and so are their gradients.
/// </summary>
internal sealed class NormalizationReplacement
{
    private readonly Dictionary<Operation, NormalizationPart> parts = [];

    /// <summary>Whether no operation is replaced.</summary>
    public bool IsEmpty => parts.Count == 0;

    /// <summary>Finds the normalizations.</summary>
    /// <param name="graph">The operations.</param>
    public static NormalizationReplacement Find(GraphConsumers graph)
    {
        NormalizationReplacement found = new();
        if (NormalizationKernels.IsSupported)
        {
            foreach (Operation operation in graph.Needed.ToArray())
            {
                if (!found.parts.ContainsKey(operation) && NormalizationOutput.Find(graph, operation) is { } normalization)
                    found.Add(graph, normalization);
            }

            foreach (NormalizationGradient gradient in found.parts.Values.OfType<NormalizationGradient>().Distinct())
                gradient.TakeMask(found.PartOf);
        }

        return found;
    }

    /// <summary>The kernel of which an operation becomes a part; null for none.</summary>
    public NormalizationPart? PartOf(Operation operation) => parts.GetValueOrDefault(operation);

    // What a normalization keeps for its gradient is of use to this library's gradient alone.
    private void Add(GraphConsumers graph, NormalizationOutput normalization)
    {
        Operation operation = normalization.Normalization;
        Operation?[] gradients = [.. Enumerable.Range(3, 3).SelectMany(i => graph.Of(operation[i])).Distinct()];
        if (!Array.TrueForAll(gradients, g => g is { } gradient && NormalizationGradient.IsFast(graph, gradient, operation)))
            return;
        Add(normalization);
        foreach (Operation? gradient in gradients)
            Add(NormalizationGradient.Find(graph, gradient!.Value, normalization, parts.ContainsKey));
    }

    private void Add(NormalizationPart part)
    {
        foreach (Operation operation in part.Operations)
            parts[operation] = part;
    }
}
