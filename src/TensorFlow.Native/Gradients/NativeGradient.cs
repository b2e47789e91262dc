using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>
/// Gradients of single operations by the library's own <c>TF_AddGradients</c>, for ops that have no function here. Only reviewed ops are on
/// the list: the library's gradients of others are missing or wrong (LogSoftmax of other than two axes, crossentropy of float64, …).
/// </summary>
internal static class NativeGradient
{
    private static readonly string[] Reviewed =
    [
        "BiasAdd", "Elu", "L2Loss", "LRN", "LeakyRelu", "MaxPoolV2", "Relu", "Relu6",
        "Selu", "Softmax", "Softplus", "Softsign",
        "FractionalAvgPool", "FractionalMaxPool", "ResizeBicubic",
        "ScaleAndTranslate",
    ];

    /// <summary>The ops on the list.</summary>
    public static IEnumerable<string> Types => Reviewed;

    public static void Register(GradientTable table)
    {
        foreach (string type in Reviewed)
            table.AddIfMissing(type, Differentiate);
    }

    private static Gradient?[] Differentiate(BackwardOperation op)
    {
        List<int> wanted = [.. Enumerable.Range(0, op.InputCount).Where(op.Needs)];
        Operation operation = op.Operation;
        Symbol[] inputs = op.Inputs;
        if (!AreIndependent([.. wanted.Select(i => inputs[i])]))
            (operation, inputs) = Apart(op);
        List<OutputReference> ys = [], dys = [];
        for (int i = 0; i < op.OutputCount; i++)
        {
            if (op.GradientOf(i) is not { } dy)
                continue;
            ys.Add(operation[i].Reference);
            dys.Add(dy.Reference);
        }

        OutputReference[] derivatives = Add(op.Graph, operation, [.. ys], [.. dys], [.. wanted.Select(i => inputs[i])]);
        Gradient?[] result = new Gradient?[op.InputCount];
        for (int i = 0; i < derivatives.Length; i++)
        {
            if (derivatives[i].Operation == 0)
                continue;
            Operation derivative = new(op.Graph, derivatives[i].Operation);
            op.Graph.RecordForeign(derivative);
            result[wanted[i]] = new Symbol(derivative, derivatives[i].Index);
        }

        return result;
    }

    private static unsafe OutputReference[] Add(Graph graph, Operation operation, OutputReference[] ys, OutputReference[] dys, Symbol[] xs)
    {
        OutputReference[] sources = [.. xs.Select(x => x.Reference)], derivatives = new OutputReference[xs.Length];
        GraphHash hash = graph.Hash.Add("gradients").Add(operation.Name).Add(ys.Length);
        foreach (OutputReference dy in dys)
            hash.Add(new Symbol(new(graph, dy.Operation), dy.Index));
        foreach (Symbol x in xs)
            hash.Add(x);
        using StatusHandle status = new();
        fixed (OutputReference* y = ys, dy = dys, x = sources, dx = derivatives)
            NativeMethods.TF_AddGradients(graph.Handle, y, ys.Length, x, sources.Length, dy, status, dx);
        status.ThrowIfError($"differentiate {operation}");
        return derivatives;
    }

    // The library does not stop at the inputs: one that another depends on would get the other's share, too.
    private static bool AreIndependent(Symbol[] inputs)
    {
        if (inputs.Length < 2)
            return true;
        HashSet<Operation> sources = [.. inputs.Select(i => i.Operation)];
        if (sources.Count < inputs.Length)
            return false;
        HashSet<Operation> seen = [];
        Stack<Operation> open = new(sources);
        while (open.TryPop(out Operation operation))
        {
            foreach (Symbol input in operation.Graph.SourcesOf(operation))
            {
                if (sources.Contains(input.Operation))
                    return false;
                if (seen.Add(input.Operation))
                    open.Push(input.Operation);
            }
        }

        return true;
    }

    // The same operation on the same values, which have nothing to do with one another.
    private static (Operation Operation, Symbol[] Inputs) Apart(BackwardOperation op)
    {
        GraphNode node = op.Graph.Find(op.Operation.Native)
            ?? throw new UnimplementedException($"No gradient is known for {op.Operation}, whose inputs depend on one another.");
        Symbol[] inputs = [.. op.Inputs.Select(i => RawOps.Identity(i))];
        int next = 0;
        return (node.Write(op.Graph, _ => inputs[next++]), inputs);
    }
}
