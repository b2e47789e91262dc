using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>A captured input of a concrete function.</summary>
/// <param name="Variable">The variable; null for others.</param>
/// <param name="Constant">The operation that holds the constant; null for others.</param>
/// <param name="Table">The table; null for others.</param>
/// <param name="Asset">The path of a file among the assets; null for others.</param>
internal readonly record struct EndpointCapture(
    SavedModelVariable? Variable = null, NodeDef? Constant = null, SavedModelTable? Table = null, string? Asset = null)
{
    /// <summary>The value in the graph of the thread.</summary>
    public EndpointValue Write()
    {
        if (Variable is not null)
            return Variable;
        if (Table is not null)
            return Table;
        if (Asset is null)
            return EndpointConstant.Write(Constant!);
        using Tensor path = Tensor.CreateStrings([Asset], Shape.Scalar);
        return Graph.Current.Constant(path);
    }
}
