using TensorFlow;

namespace Keras.Tracing;

/// <summary>
/// The weights that bodies of a loop or branches assign, and the losses that they add: the values become further states or outputs, so that
/// an assignment or a loss means the same inside as outside. Which they are is known after the bodies were written once.
/// </summary>
internal sealed class BodyWeights
{
    private readonly List<ITracedWeight> assigned = [];
    private readonly List<CallContext> contexts = [];
    private bool found;
    private int lossCount;

    /// <summary>The values before.</summary>
    public Symbol[] Initial =>
        [.. assigned.Select(w => TraceContext.Current.Latest(w)), .. contexts.Select(_ => Graph.Current.Constant(0, DType.Float32))];

    /// <summary>Writes a loop or branches; a second time where bodies assign weights.</summary>
    /// <param name="write">
    /// Writes it with the weights' values as further states: from this to all results, the weights' last values behind the others.
    /// </param>
    /// <returns>The results without the weights' values.</returns>
    public static Symbol[] Write(Func<BodyWeights, Symbol[]> write)
    {
        BodyWeights weights = new();
        if (!TraceContext.HasCurrent)
            return write(weights);
        Symbol[] results = write(weights);
        if (weights.found)
        {
            (weights.found, weights.lossCount) = (false, weights.contexts.Count);
            results = write(weights);
        }

        int own = results.Length - weights.assigned.Count - weights.contexts.Count;
        for (int i = 0; i < weights.assigned.Count; i++)
            TraceContext.Current.Write(weights.assigned[i], results[own + i]);
        for (int i = 0; i < weights.contexts.Count; i++)
            weights.contexts[i].AddLoss(results[own + weights.assigned.Count + i]);
        return results[..own];
    }

    /// <summary>Writes a body.</summary>
    /// <param name="states">The symbols of the weights in the body.</param>
    /// <param name="body">Its outputs.</param>
    /// <returns>The outputs, and the weights' values at its end.</returns>
    public (Symbol[] Outputs, Symbol[] Weights) Run(ReadOnlySpan<Symbol> states, Func<Symbol[]> body)
    {
        if (!TraceContext.HasCurrent)
            return (body(), []);
        TraceContext trace = TraceContext.Current;
        Dictionary<ITracedWeight, (Symbol Value, int Written)> before = trace.BeginBody();
        Symbol[] begun = states.ToArray();
        // What an earlier body of the same writing added has no state yet.
        int weightCount = begun.Length - lossCount;
        for (int i = 0; i < weightCount; i++)
            trace.Substitute(assigned[i], begun[i]);
        List<(CallContext Context, Symbol Loss)>? outerLosses = trace.BodyLosses;
        List<(CallContext Context, Symbol Loss)> losses = trace.BodyLosses = [];
        Symbol[] outputs;
        IReadOnlyList<(ITracedWeight Weight, Symbol Value)> ended;
        try
        {
            outputs = body();
        }
        finally
        {
            // A layer may catch what a body throws, and go on with the weights and losses outside of it.
            trace.BodyLosses = outerLosses;
            ended = trace.EndBody(before);
        }

        Dictionary<ITracedWeight, Symbol> values = ended.ToDictionary(a => a.Weight, a => a.Value);
        Symbol[] last = new Symbol[begun.Length];
        for (int i = 0; i < weightCount; i++)
            last[i] = values.TryGetValue(assigned[i], out Symbol value) ? value : begun[i];
        // The losses of a round are added to those of the rounds before.
        for (int i = 0; i < lossCount; i++)
            last[weightCount + i] = losses
                .Where(l => l.Context == contexts[i])
                .Aggregate(begun[weightCount + i], (sum, l) => sum + l.Loss.Cast(DType.Float32));
        foreach (CallContext context in losses.Select(l => l.Context).Distinct().Except(contexts).ToArray())
        {
            contexts.Add(context);
            found = true;
        }

        foreach (ITracedWeight weight in values.Keys.Except(assigned).ToArray())
        {
            assigned.Add(weight);
            found = true;
        }

        return (outputs, last);
    }
}
