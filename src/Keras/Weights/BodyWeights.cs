using TensorFlow;

namespace Keras;

/// <summary>
/// The weights that bodies of a loop or branches assign: their values become further states or outputs, so that an assignment means the
/// same inside as outside. Which they are is known
/// after the bodies were written once.
/// </summary>
internal sealed class BodyWeights
{
    private readonly List<Weight> assigned = [];
    private bool found;

    /// <summary>The values before.</summary>
    public Symbol[] Initial => [.. assigned.Select(w => Trace.Current.Latest(w))];

    /// <summary>Writes a loop or branches; a second time where bodies assign weights.</summary>
    /// <param name="write">
    /// Writes it with the weights' values as further states: from this to all results, the weights' last values behind the others.
    /// </param>
    /// <returns>The results without the weights' values.</returns>
    public static Symbol[] Write(Func<BodyWeights, Symbol[]> write)
    {
        BodyWeights weights = new();
        if (!Trace.HasCurrent)
            return write(weights);
        Symbol[] results = write(weights);
        if (weights.found)
        {
            weights.found = false;
            results = write(weights);
        }

        int own = results.Length - weights.assigned.Count;
        for (int i = 0; i < weights.assigned.Count; i++)
            weights.assigned[i].Assign(results[own + i]);
        return results[..own];
    }

    /// <summary>Writes a body.</summary>
    /// <param name="states">What stands for the weights in it.</param>
    /// <param name="body">Its outputs.</param>
    /// <returns>The outputs, and the weights' values at its end.</returns>
    public (Symbol[] Outputs, Symbol[] Weights) Run(ReadOnlySpan<Symbol> states, Func<Symbol[]> body)
    {
        if (!Trace.HasCurrent)
            return (body(), []);
        Trace trace = Trace.Current;
        Dictionary<Weight, (Symbol Value, int Written)> before = trace.BeginBody();
        for (int i = 0; i < states.Length; i++)
            trace.Substitute(assigned[i], states[i]);
        Symbol[] outputs = body();
        Dictionary<Weight, Symbol> values = trace.EndBody(before).ToDictionary(a => a.Weight, a => a.Value);
        Symbol[] last = new Symbol[states.Length];
        for (int i = 0; i < last.Length; i++)
            last[i] = values.TryGetValue(assigned[i], out Symbol value) ? value : states[i];
        foreach (Weight weight in values.Keys.Except(assigned).ToArray())
        {
            assigned.Add(weight);
            found = true;
        }

        return (outputs, last);
    }
}
