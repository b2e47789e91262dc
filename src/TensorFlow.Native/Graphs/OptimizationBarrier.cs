namespace TensorFlow;

/// <summary>
/// Barriers to XLA's fusion, which on a processor cuts a sum of computed elements into windows that it does not vectorize, or computes an
/// element anew for each use.
/// </summary>
public static class OptimizationBarrier
{
    /// <summary>A value, behind <c>XlaOptimizationBarrier</c> where XLA compiles its graph (<see cref="Graph.IsCompiled"/>).</summary>
    /// <param name="value">The value, of any shape and type.</param>
    /// <returns>The same value.</returns>
    public static Symbol Before(Symbol value) => value.Graph.IsCompiled ? RawOps.XlaOptimizationBarrier([value])[0] : value;
}
