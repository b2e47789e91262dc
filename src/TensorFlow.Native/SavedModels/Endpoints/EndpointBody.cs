using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>The operations of a concrete function.</summary>
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
