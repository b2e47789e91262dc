using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>Loops and branches of a SavedModel. Variables that they assign are states of the loop and results of the branch.</summary>
internal static class EndpointControlFlow
{
    public static EndpointValue[] While(
        EndpointWriter writer, IReadOnlyDictionary<string, FunctionDef> functions, NodeDef node, EndpointValue[] inputs)
    {
        if (inputs.Any(i => i.List is not null))
            return new EndpointScan(writer, functions, node, inputs).Write(MostRounds(inputs) is > 0 and int rounds
                ? rounds : throw new ListUseException());
        string condition = node.Attr["cond"].Func.Name, body = node.Attr["body"].Func.Name;
        int[] tensors = [.. Enumerable.Range(0, inputs.Length).Where(i => inputs[i].IsTensor)];
        SavedModelVariable[] assigned = writer.AssignedIn([condition, body], inputs);
        Symbol[] results = ControlFlow.While(
            [.. tensors.Select(i => inputs[i].Symbol), .. assigned.Select(v => writer.State[v])],
            values => writer.Inside(
                assigned, values[tensors.Length..], () => writer.Call(condition, Arguments(values))[0].ToSymbol(node.Op)).Result,
            values =>
            {
                (EndpointValue[] next, Symbol[] states) =
                    writer.Inside(assigned, values[tensors.Length..], () => writer.Call(body, Arguments(values)));
                RequireSameHandles(node, inputs, next);
                return [.. tensors.Select(i => next[i].ToSymbol(node.Op)), .. states];
            },
            maximumIterations: MostRounds(inputs));
        for (int i = 0; i < assigned.Length; i++)
            writer.State[assigned[i]] = results[tensors.Length + i];
        EndpointValue[] outputs = [.. inputs];
        for (int i = 0; i < tensors.Length; i++)
            outputs[tensors[i]] = results[i];
        return outputs;

        EndpointValue[] Arguments(Symbol[] values)
        {
            EndpointValue[] arguments = [.. inputs];
            for (int i = 0; i < tensors.Length; i++)
                arguments[tensors[i]] = values[i];
            return arguments;
        }
    }

    public static EndpointValue[] If(EndpointWriter writer, NodeDef node, EndpointValue[] inputs)
    {
        string[] branches = [node.Attr["then_branch"].Func.Name, node.Attr["else_branch"].Func.Name];
        Symbol predicate = inputs[0].ToSymbol(node.Op);
        if (predicate.DType != DType.Bool)
        {
            if (predicate.DType == DType.String || predicate.Shape.Rank != 0)
                throw new ContradictionException(
                    $"'{node.Name}' ({node.Op}) chooses by {new TensorSpec(predicate.DType, predicate.Shape)}; only numbers and booleans "
                    + "are supported");
            predicate = RawOps.NotEqual(predicate, Graph.Current.Constant(0, predicate.DType));
        }

        return Choose(writer, node, inputs[1..], branches, ways => ControlFlow.If(predicate, [], ways[0], ways[1]));
    }

    public static EndpointValue[] Case(EndpointWriter writer, NodeDef node, EndpointValue[] inputs)
    {
        string[] branches = [.. node.Attr["branches"].List.Func.Select(f => f.Name)];
        Symbol index = inputs[0].ToSymbol(node.Op);
        return Choose(writer, node, inputs[1..], branches, ways => ControlFlow.Case(index, [], ways));
    }

    private static EndpointValue[] Choose(
        EndpointWriter writer,
        NodeDef node,
        EndpointValue[] arguments,
        string[] branches,
        Func<Func<Symbol[], Symbol[]>[], Symbol[]> choose)
    {
        SavedModelVariable[] assigned = writer.AssignedIn(branches, arguments);
        Symbol[] before = [.. assigned.Select(v => writer.State[v])];
        int count = node.Attr.GetValueOrDefault("Tout")?.List?.Type.Count ?? 0;
        if (count + assigned.Length == 0)
            return [];
        Symbol[] results = choose([.. branches.Select(branch => (Func<Symbol[], Symbol[]>)(_ =>
        {
            (EndpointValue[] outputs, Symbol[] states) = writer.Inside(assigned, before, () => writer.Call(branch, arguments));
            Symbol[] all = [.. outputs.Select(o => o.ToSymbol($"'{node.Name}' ({node.Op})")), .. states];
            return [.. all.Select(s => RawOps.Identity(Graph.Current.Resolve(s) ?? s))];
        }))]);
        for (int i = 0; i < assigned.Length; i++)
            writer.State[assigned[i]] = results[count + i];
        return [.. results[..count].Select(r => (EndpointValue)r)];
    }

    /// <exception cref="ContradictionException">A round passes on other variables or tables than it was given.</exception>
    public static void RequireSameHandles(NodeDef node, EndpointValue[] before, EndpointValue[] after)
    {
        for (int i = 0; i < before.Length; i++)
        {
            if (before[i].Variable != after[i].Variable || before[i].Table != after[i].Table)
                throw new ContradictionException(
                    $"'{node.Name}' ({node.Op}) exchanges variables or tables from round to round, which is not supported");
        }
    }

    // TensorFlow's loops count their rounds in the first value, up to the second, which is less than 0 where there is no bound. A gradient
    // that XLA compiles needs to know it.
    private static int? MostRounds(EndpointValue[] inputs) =>
        inputs.Length >= 2 && inputs[1].IsTensor && EndpointScan.Number(inputs[1].Symbol) is >= 0 and int most ? most : null;
}
