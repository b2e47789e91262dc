using System.Diagnostics;

namespace TensorFlow;

/// <summary>
/// A function in two stages: operations that XLA cannot compile (on strings, and those that are named) run with the ordinary kernels,
/// together with all that leads to them; XLA compiles the rest, which takes the results. In a loop, the stages overlap: the first stage of
/// a round does not wait for the second stage of the round before.
/// </summary>
[DebuggerDisplay("{rest.Name,nq} behind {ahead?.Name,nq}")]
public sealed class StagedFunction : IDisposable
{
    private readonly Function? ahead;
    private readonly Function rest;
    private readonly int[] aheadInputs;
    private readonly int[] restInputs;
    private readonly int passed;
    private readonly (bool IsAhead, int Index)[] outputs;

    private StagedFunction(
        Function? ahead, Function rest, int[] aheadInputs, int[] restInputs, int passed, (bool IsAhead, int Index)[] outputs)
    {
        (this.ahead, this.rest, this.aheadInputs, this.restInputs) = (ahead, rest, aheadInputs, restInputs);
        (this.passed, this.outputs) = (passed, outputs);
    }

    /// <summary>Whether there is a first stage.</summary>
    public bool HasOrdinaryStage => ahead is not null;

    /// <summary>Creates the two functions from a graph.</summary>
    /// <param name="graph">The graph; it can be disposed afterwards.</param>
    /// <param name="prefix">The prefix of the names.</param>
    /// <param name="inputs">Placeholders that become the inputs.</param>
    /// <param name="outputs">The outputs, of either stage.</param>
    /// <param name="ordinary">Symbols that XLA cannot compile, beside those that follow from strings.</param>
    /// <param name="fixedInputs">Inputs that the first stage must not depend on, because gradients by them are wanted.</param>
    /// <exception cref="NotSupportedException">The stages cannot be told apart: a shape between them is not known beforehand, or one of
    /// <paramref name="fixedInputs"/> leads to the first.</exception>
    public static StagedFunction FromGraph(
        Graph graph, string prefix, ReadOnlySpan<Symbol> inputs, ReadOnlySpan<Symbol> outputs, ReadOnlySpan<Symbol> ordinary,
        ReadOnlySpan<Symbol> fixedInputs = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphStages stages = new(graph, inputs, outputs, ordinary);
        foreach (Symbol input in fixedInputs)
            stages.RequireNotAhead(input);
        Symbol[] passed = stages.Passed;
        Symbol[] results = [.. outputs.ToArray().Where(stages.IsAhead).Except(passed)];
        int[] aheadInputs = Positions(inputs, stages.UsesAhead), restInputs = Positions(inputs, stages.UsesBehind);
        Symbol[] all = inputs.ToArray(), given = [.. passed, .. results];
        Function? ahead = given.Length == 0 ? null : Function.FromGraph(
            graph, prefix + "_ahead", stages.Ahead, aheadInputs.Select(i => all[i]).ToArray(), given, [], FunctionOptions.Default);
        try
        {
            Symbol[] behind = [.. outputs.ToArray().Where(o => !stages.IsAhead(o))];
            Function rest = Function.FromGraph(
                graph, prefix, stages.Behind, (Symbol[])[.. restInputs.Select(i => all[i]), .. passed], behind, [],
                new() { Compile = true });
            (bool, int)[] places = [.. outputs.ToArray().Select(
                o => stages.IsAhead(o) ? (true, Array.IndexOf(given, o)) : (false, Array.IndexOf(behind, o)))];
            return new(ahead, rest, aheadInputs, restInputs, passed.Length, places);
        }
        catch
        {
            ahead?.Dispose();
            throw;
        }
    }

    /// <summary>Adds calls of the stages to a graph.</summary>
    /// <param name="inputs">The inputs, in order, of one graph.</param>
    /// <returns>The outputs.</returns>
    public Symbol[] Call(params ReadOnlySpan<Symbol> inputs)
    {
        Symbol[] all = inputs.ToArray();
        Symbol[] first = ahead?.Call([.. aheadInputs.Select(i => all[i])]) ?? [];
        Symbol[] second = rest.Call([.. restInputs.Select(i => all[i]), .. first[..passed]]);
        return [.. outputs.Select(o => o.IsAhead ? first[o.Index] : second[o.Index])];
    }

    /// <summary>Takes the functions out of the runtime, once nothing refers to them.</summary>
    public void Dispose()
    {
        ahead?.Dispose();
        rest.Dispose();
    }

    private static int[] Positions(ReadOnlySpan<Symbol> inputs, Func<Symbol, bool> isUsed)
    {
        List<int> positions = [];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (isUsed(inputs[i]))
                positions.Add(i);
        }

        return [.. positions];
    }
}
