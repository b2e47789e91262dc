namespace TensorFlow;

/// <summary>
/// Values that XLA takes as given. On a processor it would cut a sum of computed elements into windows, which it does not vectorize.
/// </summary>
internal static class Barrier
{
    /// <summary>The value; behind a barrier where XLA compiles the function.</summary>
    public static Symbol Before(Symbol value) =>
        value.Graph.IsCompiled && value.DType.IsFloatingPoint ? RawOps.XlaOptimizationBarrier([value])[0] : value;
}
