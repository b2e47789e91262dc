using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>One computation of a SavedModel: a function with what it captures, or the part of the graph that a signature names.</summary>
/// <param name="Inputs">The inputs by name, in order.</param>
/// <param name="Outputs">The outputs by name, in order.</param>
/// <param name="HasNamedOutputs">Whether the outputs are a dictionary.</param>
/// <param name="Flags">The number of arguments that are fixed to true, such as <c>training</c>.</param>
/// <param name="Body">The operations.</param>
/// <param name="Captures">What the function takes after its inputs: variables and constants of the graph.</param>
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

/// <summary>The operations of a computation.</summary>
/// <param name="Nodes">The operations.</param>
/// <param name="Arguments">The names under which the operations know the inputs, then the captures.</param>
/// <param name="Results">The tensors that are the outputs.</param>
/// <param name="Controls">The operations that run though no output needs them.</param>
/// <param name="IsFunction">Whether tensors are named as in functions, <c>node:output:0</c>, and not as in graphs, <c>node:0</c>.</param>
internal sealed record EndpointBody(
    IReadOnlyList<NodeDef> Nodes,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Results,
    IReadOnlyList<string> Controls,
    bool IsFunction)
{
    /// <exception cref="ContradictionException">A result comes from nowhere.</exception>
    public static EndpointBody Of(FunctionDef function) => new(
        function.NodeDef,
        [.. function.Signature.InputArg.Select(a => a.Name)],
        [.. function.Signature.OutputArg.Select(a => function.Ret.GetValueOrDefault(a.Name)
            ?? throw new ContradictionException($"the result '{a.Name}' of '{function.Signature.Name}' comes from nowhere"))],
        [.. function.Signature.ControlOutput.Select(c => function.ControlRet.GetValueOrDefault(c) ?? c)],
        IsFunction: true);
}

/// <summary>What a function captures of the program around it.</summary>
/// <param name="Variable">The variable; null for a constant.</param>
/// <param name="Constant">The operation that holds the constant; null for a variable.</param>
internal readonly record struct EndpointCapture(SavedModelVariable? Variable, NodeDef? Constant);
