namespace TensorFlow;

/// <summary>Finds the operations that lie between what is differentiated and what by.</summary>
internal static class DifferentiablePaths
{
    /// <summary>Whether gradients flow through elements of a type.</summary>
    public static bool Flows(DType dtype) =>
        dtype.IsFloatingPoint || dtype is DType.Complex64 or DType.Complex128 or DType.Resource or DType.Variant;

    /// <summary>The operations that depend on a target and that a y depends on, by ops that pass gradients on.</summary>
    public static HashSet<Operation> Find(ReadOnlySpan<Symbol> ys, HashSet<Symbol> targets)
    {
        Dictionary<Operation, bool> reaches = [];
        Stack<(Operation Operation, bool Entered)> open = [];
        foreach (Symbol y in ys)
            open.Push((y.Operation, false));
        while (open.TryPop(out (Operation Operation, bool Entered) next))
        {
            Operation operation = next.Operation;
            if (!next.Entered)
            {
                if (!reaches.TryAdd(operation, false) || IsConstant(operation))
                    continue;
                open.Push((operation, true));
                foreach (Symbol input in operation.Graph.SourcesOf(operation))
                {
                    if (!reaches.ContainsKey(input.Operation))
                        open.Push((input.Operation, false));
                }

                continue;
            }

            foreach (Symbol input in operation.Graph.SourcesOf(operation))
            {
                if ((targets.Contains(input) || reaches[input.Operation]) && Flows(input.DType))
                {
                    reaches[operation] = true;
                    break;
                }
            }
        }

        return [.. reaches.Where(r => r.Value).Select(r => r.Key)];
    }

    private static bool IsConstant(Operation operation) =>
        GradientTable.Instance.TryGet(operation.Type, out OperationGradient? gradient) && gradient is null;
}
