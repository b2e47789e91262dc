using TensorFlow.Interop;

namespace TensorFlow;

/// <summary>Differentiation of graphs (<c>TF_AddGradients</c>).</summary>
public static class Gradients
{
    /// <summary>Adds to the graph the derivatives of the sum of <paramref name="y"/> with respect to each of <paramref name="xs"/>.</summary>
    /// <param name="y">What is differentiated.</param>
    /// <param name="xs">The symbols it is differentiated by.</param>
    /// <returns>One derivative each, of the shape of its x; null where <paramref name="y"/> does not depend on it.</returns>
    /// <exception cref="TensorFlowException">An op between has no gradient; the message names it.</exception>
    /// <exception cref="ArgumentException">One of <paramref name="xs"/> belongs to another graph.</exception>
    public static unsafe Symbol?[] Of(Symbol y, params ReadOnlySpan<Symbol> xs)
    {
        HashSet<Operation> reached = Ancestors(y);
        Symbol?[] result = new Symbol?[xs.Length];
        List<int> connected = [];
        for (int i = 0; i < xs.Length; i++)
        {
            if (xs[i].Graph != y.Graph)
                throw new ArgumentException($"The symbol at {i} belongs to another graph than {y}, or to none.", nameof(xs));
            if (reached.Contains(xs[i].Operation))
                connected.Add(i);
        }

        if (connected.Count == 0)
            return result;
        OutputReference target = y.Reference;
        OutputReference[] sources = new OutputReference[connected.Count];
        for (int i = 0; i < sources.Length; i++)
            sources[i] = xs[connected[i]].Reference;
        OutputReference[] derivatives = new OutputReference[sources.Length];
        using StatusHandle status = new();
        GraphHash hash = y.Graph.Hash.Add("gradients").Add(y);
        foreach (int i in connected)
            hash.Add(xs[i]);
        fixed (OutputReference* x = sources, dx = derivatives)
            NativeMethods.TF_AddGradients(y.Graph.Handle, &target, 1, x, sources.Length, null, status, dx);
        status.ThrowIfError($"differentiate {y}");
        for (int i = 0; i < sources.Length; i++)
        {
            if (derivatives[i].Operation != 0)
                result[connected[i]] = new Symbol(new(y.Graph, derivatives[i].Operation), derivatives[i].Index);
        }

        return result;
    }

    // The library refuses to differentiate by what it cannot reach, so that is found out first.
    private static HashSet<Operation> Ancestors(Symbol symbol)
    {
        HashSet<Operation> seen = [symbol.Operation];
        Stack<Operation> open = new(seen);
        while (open.TryPop(out Operation operation))
        {
            for (int i = operation.InputCount - 1; i >= 0; i--)
            {
                Operation source = operation.Input(i).Operation;
                if (seen.Add(source))
                    open.Push(source);
            }
        }

        return seen;
    }
}
