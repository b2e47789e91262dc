namespace TensorFlow;

/// <summary>
/// Reverse-mode differentiation of a graph. Operations are visited, and gradients that meet are added, in the order of TensorFlow's
/// <c>GradientTape</c>: of the operations whose consumers are all done the one that became so last. So sums of floating-point numbers are
/// rounded as Keras's are.
/// </summary>
internal sealed class Backpropagation
{
    private readonly HashSet<Symbol> targets;
    private readonly HashSet<Operation> differentiable;
    private readonly Dictionary<Operation, int> pending = [];
    private readonly Dictionary<Symbol, List<Gradient>> gathered = [];

    private Backpropagation(HashSet<Symbol> targets, HashSet<Operation> differentiable)
    {
        this.targets = targets;
        this.differentiable = differentiable;
    }

    public static Gradient?[] Run(ReadOnlySpan<Symbol> ys, ReadOnlySpan<Gradient?> dys, ReadOnlySpan<Symbol> xs)
    {
        HashSet<Symbol> targets = [.. xs];
        Backpropagation run = new(targets, DifferentiablePaths.Find(ys, targets));
        run.Count(ys);
        for (int i = 0; i < ys.Length; i++)
        {
            if (dys[i] is { } dy)
                run.Give(ys[i], dy);
        }

        run.Visit(ys);
        Gradient?[] result = new Gradient?[xs.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = run.Gathered(xs[i]);
        return result;
    }

    private static bool Flows(Symbol symbol) => DifferentiablePaths.Flows(symbol.DType);

    private void Count(ReadOnlySpan<Symbol> ys)
    {
        Stack<Operation> open = [];
        foreach (Symbol y in ys)
            Open(y);
        while (open.TryPop(out Operation operation))
        {
            foreach (Symbol input in operation.Graph.SourcesOf(operation))
            {
                if (!differentiable.Contains(input.Operation))
                    continue;
                Open(input);
                pending[input.Operation]++;
            }
        }

        void Open(Symbol symbol)
        {
            if (differentiable.Contains(symbol.Operation) && pending.TryAdd(symbol.Operation, 0))
                open.Push(symbol.Operation);
        }
    }

    private void Visit(ReadOnlySpan<Symbol> ys)
    {
        Stack<Operation> ready = [];
        HashSet<Operation> begun = [];
        foreach (Symbol y in ys)
        {
            if (pending.TryGetValue(y.Operation, out int consumers) && consumers == 0 && begun.Add(y.Operation))
                ready.Push(y.Operation);
        }

        while (ready.TryPop(out Operation operation))
        {
            Symbol[] inputs = operation.Graph.SourcesOf(operation);
            // What fails on the way back is the concern of who wrote the way there.
            Gradient?[] gradients;
            using (Graph.Current.EnterScope(operation.Graph.ScopeOf(operation) ?? Graph.Current.CurrentScope))
                gradients = Differentiate(operation, inputs);
            for (int i = 0; i < inputs.Length; i++)
            {
                if (i < gradients.Length && gradients[i] is { } gradient && Wanted(inputs[i]))
                    Give(inputs[i], gradient);
                if (differentiable.Contains(inputs[i].Operation) && --pending[inputs[i].Operation] == 0)
                    ready.Push(inputs[i].Operation);
            }
        }
    }

    private Gradient?[] Differentiate(Operation operation, Symbol[] inputs)
    {
        Gradient?[] outputs = new Gradient?[operation.OutputCount];
        bool reached = false;
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = Gathered(new(operation, i));
            reached |= outputs[i] is not null;
        }

        if (!reached)
            return [];
        if (operation.Graph.Definitions.TryGetValue(operation, out GradientDefinition? definition))
            return Defined(operation, definition, outputs, [.. inputs.Select(Wanted)]);
        if (!GradientTable.Instance.TryGet(operation.Type, out OperationGradient? gradient))
            throw new UnimplementedException(NoGradient(operation));
        if (gradient is null)
            return [];
        try
        {
            return gradient(new(operation, outputs, [.. inputs.Select(Wanted)]));
        }
        catch (UnimplementedException e) when (WriterOf(operation) is { } writer && !e.Message.Contains(writer, StringComparison.Ordinal))
        {
            throw new UnimplementedException($"{e.Message} The op was written by {writer}.");
        }
    }

    private static Gradient?[] Defined(Operation carrier, GradientDefinition definition, Gradient?[] outputs, bool[] needs)
    {
        Symbol?[] dys = [.. outputs.Take(definition.Outputs).Select(o => o?.ToDense())];
        Symbol?[] dxs = definition.Backward(carrier, dys, needs[definition.Outputs..]);
        // The operation takes the plain outputs first, whose own history is not followed.
        Gradient?[] result = new Gradient?[definition.Outputs + dxs.Length];
        for (int i = 0; i < dxs.Length; i++)
            result[definition.Outputs + i] = dxs[i];
        return result;
    }

    private static string NoGradient(Operation operation)
    {
        string by = WriterOf(operation) is { } writer ? $", written by {writer}" : "";
        return $"No gradient is known for the op {operation.Type} ('{operation.Name}'{by}), "
            + "which is on the path between the differentiated values and their sources; define one with Gradients.Define, or cut the path "
            + "with Gradients.StopGradient.";
    }

    private static string? WriterOf(Operation operation) => operation.Graph.ScopeOf(operation)?.ToString();

    private bool Wanted(Symbol symbol) => (differentiable.Contains(symbol.Operation) || targets.Contains(symbol)) && Flows(symbol);

    private void Give(Symbol symbol, Gradient gradient)
    {
        if (!gathered.TryGetValue(symbol, out List<Gradient>? list))
            gathered[symbol] = list = [];
        list.Add(gradient);
    }

    private Gradient? Gathered(Symbol symbol)
    {
        if (!gathered.TryGetValue(symbol, out List<Gradient>? list))
            return null;
        if (list.Count > 1)
        {
            Gradient sum = GradientSum.Of(list);
            list.Clear();
            list.Add(sum);
        }

        return list[0];
    }
}
