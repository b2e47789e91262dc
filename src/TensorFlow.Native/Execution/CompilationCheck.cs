using TensorFlow.Interop;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// Looks through a function that XLA is to compile, and the functions that it calls, for operations that XLA cannot compile. Whether it can
/// is known before it runs; the compiler itself would tell when weights and data are handed over.
/// </summary>
internal sealed class CompilationCheck
{
    private readonly Dictionary<string, FunctionHandle> functions = new(StringComparer.Ordinal);
    private readonly HashSet<string> entered = new(StringComparer.Ordinal);

    private CompilationCheck(IEnumerable<FunctionHandle> called)
    {
        Queue<FunctionHandle> open = new(called);
        while (open.TryDequeue(out FunctionHandle? function))
        {
            if (!functions.TryAdd(function.Name, function))
                continue;
            foreach (FunctionHandle dependency in function.Dependencies)
                open.Enqueue(dependency);
        }
    }

    /// <summary>Refuses a function that XLA cannot compile.</summary>
    /// <param name="function">The function.</param>
    /// <param name="called">The functions that it calls.</param>
    /// <exception cref="UncompilableException">An operation that its outputs need has no kernel of XLA's, or keeps the states of a loop
    /// whose number of rounds is not bounded.</exception>
    public static void Require(FunctionHandle function, IEnumerable<FunctionHandle> called)
    {
        CompilationCheck check = new(called);
        if (!check.functions.Values.Append(function).All(IsCommon))
            check.Visit(function);
    }

    // Placeholders are the function's inputs.
    private static bool IsCommon(FunctionHandle function) =>
        function.Origins?.Types.All(t => t == "Placeholder" || CompilableOperations.Contains(t)) == true;

    private void Visit(FunctionHandle function)
    {
        FunctionDef definition = FunctionDef.Parser.WithDiscardUnknownFields(true).ParseFrom(Function.Serialize(function));
        Dictionary<string, NodeDef> nodes = definition.NodeDef.ToDictionary(n => n.Name, StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<string> open = new(definition.Ret.Values.Concat(definition.ControlRet.Values));
        while (open.TryPop(out string? tensor))
        {
            string name = tensor.TrimStart('^').Split(':')[0];
            if (!seen.Add(name) || !nodes.TryGetValue(name, out NodeDef? node))
                continue;
            Require(node, nodes, function.Origins?.Find(name)?.Scope);
            foreach (string input in node.Input)
                open.Push(input);
        }
    }

    private void Require(NodeDef node, Dictionary<string, NodeDef> nodes, OperationScope? writer)
    {
        string by = writer is null ? "" : $" ({writer})";
        if (node.Op == "EmptyTensorList" && IsUnbounded(nodes.GetValueOrDefault(node.Input[1].Split(':')[0])))
            throw new UncompilableException(
                $"the gradient of a loop whose number of rounds has no bound{by}", "give the loop its maximumIterations");
        foreach (string name in FunctionContents.Called(node))
        {
            if (functions.TryGetValue(name, out FunctionHandle? called) && entered.Add(name))
                Visit(called);
        }

        if (!functions.ContainsKey(node.Op) && !XlaKernels.Exist(node))
            throw new UncompilableException($"{node.Op}{TypeOf(node)}{by}, for which it has no kernel");
    }

    private static bool IsUnbounded(NodeDef? length) => length?.Attr.GetValueOrDefault("value")?.Tensor is { } value
        && (value.IntVal.FirstOrDefault() < 0 || (value.TensorContent.Length >= 4 && BitConverter.ToInt32(value.TensorContent.Span) < 0));

    private static string TypeOf(NodeDef node) =>
        node.Attr.GetValueOrDefault("T") is { Type: > 0 } type ? $" of {((DType)type.Type).StandardName}" : "";
}
