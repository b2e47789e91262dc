using TensorFlow;

namespace Keras.Layers;

/// <content>The ordinary kernel, which goes over the values once for the statistics and once for the result.</content>
public sealed partial class BatchNormalization
{
    // XLA fuses the operations of the plain form by itself.
    private bool HasKernel(Symbol x, Symbol? mask) => mask is null && !Renorm && !Synchronized && !TraceContext.Current.IsCompiled
        && x.DType == DType.Float32 && x.Rank >= 2 && Position(x.Shape) == x.Rank - 1;

    private (Symbol Output, Symbol Mean, Symbol Variance) Fused(Symbol x, Symbol? scale, Symbol? offset)
    {
        Graph graph = x.Graph;
        Symbol channels = graph.Constant([checked((int)x.Shape[^1])]), none = RawOps.Fill(graph.Constant([0]), x.Number(0));
        // The kernel takes images; the statistics do not depend on how the other axes are cut.
        Symbol images = x.Rank == 4 ? x : RawOps.Reshape(x, graph.Constant([-1, 1, 1, checked((int)x.Shape[^1])]));
        var kernel = RawOps.FusedBatchNormV3(
            images, scale ?? RawOps.Fill(channels, x.Number(1)), offset ?? RawOps.Fill(channels, x.Number(0)), none, none, (float)Epsilon);
        Symbol output = x.Rank == 4 ? kernel.Y : RawOps.Reshape(kernel.Y, Ops.Shape(x)).WithShape(x.Shape);
        // The kernel's variance is that of the population, estimated from a sample.
        Symbol count = (RawOps.Size(x) / graph.Constant(checked((int)x.Shape[^1]), DType.Int32)).Cast(x.DType);
        return (output, RawOps.StopGradient(kernel.BatchMean), RawOps.StopGradient(kernel.BatchVariance) * ((count - 1) / count));
    }
}
