namespace TensorFlow;

/// <summary>Writes the graph of a function again where its operations have faster kernels of this library.</summary>
internal static class GraphReplacement
{
    /// <summary>Writes the graph again; null where there is nothing to replace.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="isWhole">Whether the function is made of all of the graph, not of what its outputs need.</param>
    /// <param name="ports">What the function takes from the graph; from the new one afterwards.</param>
    public static Graph? TryApply(Graph graph, bool isWhole, ref FunctionPorts ports)
    {
        if (graph.IsCompiled || !graph.Origins.Types.Any(MayBeReplaced))
            return null;
        GraphConsumers operations = new(graph, isWhole, ports);
        if (!operations.IsComplete)
            return null;
        ConvolutionReplacement convolutions = ConvolutionReplacement.Find(operations, ports);
        NormalizationReplacement normalizations = NormalizationReplacement.Find(operations);
        return convolutions.IsEmpty && normalizations.IsEmpty ? null
            : ReplacementWriter.Write(graph, operations, convolutions, normalizations, ref ports);
    }

    private static bool MayBeReplaced(string type) =>
        type.StartsWith("Conv2D", StringComparison.Ordinal) || type == "FusedBatchNormV3";
}
