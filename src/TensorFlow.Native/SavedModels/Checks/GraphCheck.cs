using TensorFlow.Interop;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// Looks for contradictions in a graph and its functions before the library's own loader sees them, which checks most of a graph and little
/// of a function: a constant of another type than it says ends the process there.
/// </summary>
internal static class GraphCheck
{
    /// <param name="file">The graph.</param>
    /// <param name="graph">A native graph that is still empty.</param>
    /// <param name="path">The file, for the message.</param>
    /// <returns>The definitions of the operations.</returns>
    /// <exception cref="SavedModelException">The graph contradicts itself.</exception>
    public static OpDefinitions Check(MetaGraphDef file, GraphHandle graph, string path)
    {
        GraphDef definition = file.GraphDef ?? new();
        IReadOnlyList<FunctionDef> functions = definition.Library?.Function ?? [];
        OpDefinitions definitions = new(graph, functions);
        Wrap("", () => new BodyCheck(definitions, isFunction: false).Check(definition.Node, []));
        foreach (FunctionDef function in functions)
            Wrap($"in the function '{function.Signature?.Name}' ", () => Check(function, definitions));
        return definitions;

        void Wrap(string where, Action check)
        {
            try
            {
                check();
            }
            catch (ContradictionException e)
            {
                throw new SavedModelException($"'{path}' is damaged: {where}{e.Message}. Export the model again.", e);
            }
        }
    }

    private static void Check(FunctionDef function, OpDefinitions definitions)
    {
        OpDef signature = function.Signature ?? throw new ContradictionException("has no signature");
        // Functions whose types are arguments of their own are no longer written, and the library checks them where it calls them.
        if (signature.Attr.Count > 0 || signature.InputArg.Concat(signature.OutputArg).Any(a => a.Type == NodeTypes.Unknown))
            return;
        BodyCheck body = new(definitions, isFunction: true);
        body.Check(function.NodeDef, signature.InputArg);
        foreach (OpDef.Types.ArgDef output in signature.OutputArg)
        {
            if (!function.Ret.TryGetValue(output.Name, out string? tensor))
                throw new ContradictionException($"the result '{output.Name}' comes from nowhere");
            int type = body.TypeOf(tensor);
            if (type != output.Type && type != NodeTypes.Unknown)
                throw new ContradictionException(
                    $"the result '{output.Name}' is said to be {NodeTypes.Name(output.Type)} and is {NodeTypes.Name(type)}");
        }

        foreach (string name in signature.ControlOutput)
            body.RequireOperation(function.ControlRet.GetValueOrDefault(name) ?? name);
    }
}
