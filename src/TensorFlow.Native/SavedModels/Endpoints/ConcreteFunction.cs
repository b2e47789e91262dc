namespace TensorFlow;

/// <summary>A concrete function of a SavedModel and its captured tensors, or the subgraph of a signature.</summary>
/// <param name="Inputs">The inputs by name, in order.</param>
/// <param name="Outputs">The outputs by name, in order.</param>
/// <param name="HasNamedOutputs">Whether the outputs are a dictionary.</param>
/// <param name="Flags">The number of arguments that are fixed to true, such as <c>training</c>.</param>
/// <param name="Body">The operations.</param>
/// <param name="Captures">The captured inputs behind the others: variables and constants of the graph.</param>
internal sealed record ConcreteFunction(
    IReadOnlyList<(string Key, TensorSpec Spec)> Inputs,
    IReadOnlyList<(string Key, TensorSpec Spec)> Outputs,
    bool HasNamedOutputs,
    int Flags,
    EndpointBody Body,
    IReadOnlyList<EndpointCapture> Captures)
{
    /// <summary>The variables, each once, in the order in which the function takes them.</summary>
    public IEnumerable<SavedModelVariable> Variables => Captures.Select(c => c.Variable).OfType<SavedModelVariable>().Distinct();

    /// <summary>Whether tensors of these types and shapes can be the inputs.</summary>
    public bool Takes(ReadOnlySpan<Symbol> inputs)
    {
        if (inputs.Length != Inputs.Count)
            return false;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].DType != Inputs[i].Spec.DType || !Inputs[i].Spec.Shape.IsCompatibleWith(inputs[i].Shape))
                return false;
        }

        return true;
    }
}
