namespace TensorFlow;

/// <summary>The gradients of a convolution by its input and by its filter, which become one kernel.</summary>
/// <param name="Image">The convolution's input.</param>
/// <param name="Filter">Its filter.</param>
/// <param name="Outputs">The gradients of its outputs.</param>
/// <param name="ByInput">The gradient by the input.</param>
/// <param name="ByFilter">The gradient by the filter.</param>
internal sealed record ConvolutionGradientPair(Symbol Image, Symbol Filter, Symbol Outputs, Operation ByInput, Operation ByFilter)
{
    /// <summary>Finds the gradients of a convolution.</summary>
    /// <param name="convolution">The convolution.</param>
    /// <param name="graph">The graph, with who takes its symbols.</param>
    /// <param name="hasKernel">Whether an operation has a kernel of its own.</param>
    /// <returns>The gradients; null where there are not both, or the order of operations keeps them apart.</returns>
    public static ConvolutionGradientPair? Find(Operation convolution, GraphConsumers graph, Func<Operation, bool> hasKernel)
    {
        Symbol[] sources = graph.SourcesOf(convolution);
        Symbol image = sources[0], filter = sources[1];
        foreach (Operation byFilter in Takers(image, "Conv2DBackpropFilter", 0))
        {
            Symbol outputs = graph.SourcesOf(byFilter)[2];
            foreach (Operation byInput in Takers(filter, "Conv2DBackpropInput", 1))
            {
                if (graph.SourcesOf(byInput)[2] == outputs && graph.IsBefore(image, byInput) && graph.IsBefore(filter, byFilter))
                    return new(image, filter, outputs, byInput, byFilter);
            }
        }

        return null;

        IEnumerable<Operation> Takers(Symbol symbol, string type, int input) => graph.Of(symbol).OfType<Operation>().Where(o =>
            o.Type == type && graph.SourcesOf(o)[input] == symbol && hasKernel(o) && !graph.IsOrdered(o)
            && o.GetString("padding") == convolution.GetString("padding"));
    }
}
