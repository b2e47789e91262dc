namespace TensorFlow;

/// <summary>
/// A loop of a known number of rounds: each takes the states and one slice of each sequence, and gives the next states and one slice of
/// each output. What it reads besides, the captures, stays the same. Its gradient is a loop of the same kind in the other direction, so
/// that there are gradients of any order.
/// </summary>
/// <param name="step">From the states, the slices and the captures to the next states and the outputs' slices.</param>
/// <param name="states">The number of states.</param>
/// <param name="sequences">The number of sequences.</param>
/// <param name="reverse">Whether the last slices come first; outputs keep the places of the slices.</param>
internal sealed class ScanLoop(FunctionBody step, int states, int sequences, bool reverse)
{
    private int[]? kept;

    public FunctionBody Step => step;

    public int States => states;

    public int Sequences => sequences;

    public bool Reverse => reverse;

    public int Captures => step.Inputs.Length - states - sequences;

    public int Results => step.Outputs.Length - states;

    /// <summary>The states whose values the way back needs.</summary>
    public int[] Kept => kept ??= BackwardStep.Everything(this).UsedStates;

    /// <summary>Writes the loop.</summary>
    /// <param name="graph">The graph that gets it.</param>
    /// <param name="arguments">
    /// The number of rounds and the length of the outputs (int32), then the first states, the sequences and the captures.
    /// </param>
    /// <param name="keep">Whether the states of the rounds are kept for the way back.</param>
    /// <returns>The operation that carries the last states, the outputs, and what was kept.</returns>
    public Operation Write(Graph graph, Symbol[] arguments, bool keep)
    {
        arguments = graph.ResolveAll(arguments);
        graph.Handle.Keep(step.Functions);
        int[] stacked = keep ? Kept : [];
        Symbol[] outputs = new ScanWriter(this, graph, arguments, stacked).Write();
        Operation carrier = GradientDefinition.Carry(graph, outputs, arguments);
        graph.Definitions.Add(carrier, new ScanGradient(this, arguments, outputs.Length, keep));
        return carrier;
    }
}
