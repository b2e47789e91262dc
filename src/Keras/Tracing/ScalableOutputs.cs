using TensorFlow;

namespace Keras.Tracing;

/// <summary>
/// The outputs of convolutions in a function without gradients: a normalization behind one need not multiply every element, where the
/// kernel takes its factors, one for each channel.
/// </summary>
internal sealed class ScalableOutputs
{
    private readonly Dictionary<Symbol, Func<Symbol, Symbol, Symbol>> writers = [];
    private readonly HashSet<Operation> replaced = [];

    /// <summary>Tells of an output.</summary>
    /// <param name="output">The output.</param>
    /// <param name="write">Writes it anew, from a factor and an offset for each channel.</param>
    public void Add(Symbol output, Func<Symbol, Symbol, Symbol> write) => writers[output] = write;

    /// <summary>What writes an output with factors and offsets; null where nothing does.</summary>
    public Func<Symbol, Symbol, Symbol>? Scale(Symbol output)
    {
        if (!writers.TryGetValue(output, out Func<Symbol, Symbol, Symbol>? write))
            return null;
        replaced.Add(output.Operation);
        return write;
    }

    /// <summary>Whether something else takes an output that was written anew, so that it would be computed twice.</summary>
    public bool AreStillUsed(IEnumerable<Symbol> outputs)
    {
        Stack<Operation> open = new(outputs.Select(o => o.Operation));
        HashSet<Operation> seen = [];
        while (open.TryPop(out Operation operation))
        {
            if (!seen.Add(operation))
                continue;
            if (replaced.Contains(operation))
                return true;
            for (int i = 0; i < operation.InputCount; i++)
                open.Push(operation.Input(i).Operation);
        }

        return false;
    }
}
