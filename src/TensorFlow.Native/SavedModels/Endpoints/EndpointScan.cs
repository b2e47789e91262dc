using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>
/// A loop over lists, as recurrent layers are, as a scan: a known number of rounds, of which those count that the condition lets through,
/// with the items that are read as sequences and those that are written as outputs. Its gradient keeps what it needs of each round only.
/// </summary>
/// <param name="writer">The writer of the functions.</param>
/// <param name="functions">The functions of the file by name.</param>
/// <param name="node">The loop.</param>
/// <param name="inputs">The values that the loop begins with.</param>
internal sealed class EndpointScan(
    EndpointWriter writer, IReadOnlyDictionary<string, FunctionDef> functions, NodeDef node, EndpointValue[] inputs)
{
    private readonly string condition = node.Attr["cond"].Func.Name;
    private readonly string body = node.Attr["body"].Func.Name;
    private readonly int[] tensors = [.. Enumerable.Range(0, inputs.Length).Where(i => inputs[i].IsTensor)];
    private readonly int[] lists = [.. Enumerable.Range(0, inputs.Length).Where(i => inputs[i].List is not null)];
    private int[] written = [];

    /// <exception cref="ListUseException">The loop is of another form.</exception>
    public EndpointValue[] Write(int mostRounds)
    {
        SavedModelVariable[] assigned = writer.AssignedIn([condition, body], inputs);
        int[] counters = [.. tensors.Where(IsCounter)];
        int[] read = [.. lists.Where(i => inputs[i].List!.Items is { } items && items.Shape.Rank > 0 && items.Shape[0] == mostRounds)];
        (Symbol[] states, Symbol[] outputs) = ControlFlow.Scan(
            (values, slices) => Step(values, slices, assigned, counters, read),
            [.. tensors.Select(i => inputs[i].Symbol), .. assigned.Select(v => writer.State[v])],
            [.. read.Select(i => inputs[i].List!.Items!.Value)],
            Graph.Current.Constant(mostRounds, DType.Int32));
        for (int i = 0; i < assigned.Length; i++)
            writer.State[assigned[i]] = states[tensors.Length + i];
        EndpointValue[] results = [.. inputs];
        for (int i = 0; i < tensors.Length; i++)
            results[tensors[i]] = states[i];
        for (int i = 0; i < written.Length; i++)
            results[written[i]] = EndpointLists.After(inputs[written[i]].List!, outputs[2 * i], outputs[(2 * i) + 1]);
        return results;
    }

    private (Symbol[] States, Symbol[] Outputs) Step(
        Symbol[] values, Symbol[] slices, SavedModelVariable[] assigned, int[] counters, int[] read)
    {
        EndpointValue[] arguments = [.. inputs];
        for (int i = 0; i < tensors.Length; i++)
            arguments[tensors[i]] = values[i];
        Symbol[] rounds = [.. counters.Select(c => arguments[c].Symbol)];
        foreach (int i in lists)
        {
            int slice = Array.IndexOf(read, i);
            arguments[i] = inputs[i].List! with { Origin = inputs[i].List, Slice = slice < 0 ? null : slices[slice], Rounds = rounds };
        }

        (Symbol active, _) = writer.Inside(
            assigned, values[tensors.Length..], () => writer.Call(condition, arguments)[0].ToSymbol(node.Op));
        (EndpointValue[] next, Symbol[] states) = writer.Inside(assigned, values[tensors.Length..], () => writer.Call(body, arguments));
        EndpointControlFlow.RequireSameHandles(node, inputs, next);
        List<Symbol> outputs = [];
        written = [.. lists.Where(i => Origin(next[i], arguments[i]).Written is not null)];
        foreach (int i in written)
        {
            (Symbol index, Symbol item) = next[i].List!.Written!.Value;
            outputs.Add(item);
            outputs.Add(RawOps.SelectV2(active, index, Graph.Current.Constant(-1, DType.Int32)));
        }

        // A value that a round does not change needs no choice, and stays known to be the same.
        Symbol[] after = [.. tensors.Select(i => next[i].ToSymbol(node.Op)), .. states];
        return ([.. after.Select((a, i) => a == values[i] ? a : RawOps.SelectV2(active, a, values[i]))], [.. outputs]);
    }

    private static EndpointList Origin(EndpointValue after, EndpointValue before) =>
        after.List is { } list && before.List is { } given && ReferenceEquals(list.Origin, given.Origin)
            ? list : throw new ListUseException();

    // Begins with 0, and each round adds 1.
    private bool IsCounter(int position)
    {
        if (inputs[position].Symbol is not { DType: DType.Int32 } first || first.Shape.Rank != 0 || Number(first) != 0)
            return false;
        if (!functions.TryGetValue(body, out FunctionDef? function)
            || function.Signature is not { } signature || position >= Math.Min(signature.InputArg.Count, signature.OutputArg.Count)
            || !function.Ret.TryGetValue(signature.OutputArg[position].Name, out string? returned))
            return false;
        Dictionary<string, NodeDef> nodes = function.NodeDef.ToDictionary(n => n.Name, StringComparer.Ordinal);
        NodeDef? result = nodes.GetValueOrDefault(Name(returned));
        while (result is { Op: "Identity", Input: [var source, ..] })
            result = nodes.GetValueOrDefault(Name(source));
        return result is { Op: "AddV2" or "Add", Input: [var left, var right, ..] }
            && left == signature.InputArg[position].Name
            && EndpointConstant.Number(nodes.GetValueOrDefault(Name(right))) == 1;
    }

    private static string Name(string tensor) => tensor.Split(':')[0];

    /// <summary>The value of an integer that is known beforehand; null otherwise.</summary>
    public static int? Number(Symbol symbol)
    {
        using Tensor? value = symbol.DType == DType.Int32 && symbol.Shape.Rank == 0 ? symbol.TryEvaluate() : null;
        return value?.ToScalar<int>();
    }
}
