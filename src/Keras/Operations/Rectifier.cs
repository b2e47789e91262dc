using TensorFlow;

namespace Keras.Operations;

/// <summary>
/// Rectified linear units by kernels that are never fused with a convolution or a product: oneDNN's fused kernel takes NaN for 0, and a
/// model whose weights are NaN would predict numbers.
/// </summary>
internal static class Rectifier
{
    /// <summary>max(x, 0).</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Relu(Symbol x)
    {
        Symbol y = RawOps.Maximum(x, x.Number(0));
        Symbol rectified = Gradients.Define([x], [y], dys => [dys[0] is { } dy ? RawOps.ReluGrad(dy, y) : null])[0];
        if (TraceContext.HasCurrent)
            TraceContext.Current.Rectified[rectified] = x;
        return rectified;
    }

    /// <summary>
    /// What values were made from that are rectified, in a function of ordinary kernels; null where they are not, or XLA compiles it.
    /// </summary>
    public static Symbol? SourceOf(Symbol values) =>
        TraceContext.HasCurrent && TraceContext.Current is { IsCompiled: false } trace
            && trace.Rectified.TryGetValue(values, out Symbol source) ? source : null;

    /// <summary>min(max(x, 0), 6).</summary>
    /// <param name="x">Any shape.</param>
    public static Symbol Relu6(Symbol x)
    {
        Symbol y = x.Graph.IsCompiled || !x.DType.IsFloatingPoint ? RawOps.Minimum(RawOps.Maximum(x, x.Number(0)), x.Number(6))
            : RawOps.ClipByValue(x, x.Number(0), x.Number(6));
        return Gradients.Define([x], [y], dys => [dys[0] is { } dy ? RawOps.Relu6Grad(dy, y) : null])[0];
    }
}
