using TensorFlow;

namespace Keras.Operations;

/// <summary>
/// Windows over a batch of no samples. Some of the processor's kernels give such a batch another shape, or end the process at its gradient;
/// so they see a sample of zeros, which is taken off again.
/// </summary>
internal static class EmptyBatch
{
    /// <summary>Whether a batch is known to have no samples, but elements in each.</summary>
    public static bool Is(Symbol inputs) => inputs.Rank > 0 && inputs.Shape[0] == 0 && !inputs.Shape[1..].Contains(0);

    /// <summary>The results of a function of a batch for none of its samples.</summary>
    public static Symbol Of(Symbol inputs, Func<Symbol, Symbol> function)
    {
        int[] paddings = new int[2 * inputs.Rank];
        paddings[1] = 1;
        Symbol one = RawOps.Pad(inputs, inputs.Graph.Constant(paddings).Reshape([inputs.Rank, 2]));
        return function(one)[new Slice(0, 0)];
    }
}
