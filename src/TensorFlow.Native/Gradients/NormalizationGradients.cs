namespace TensorFlow;

/// <summary>
/// The gradient of batch normalization, and that gradient's own, which the library does not have: what a gradient penalty needs.
/// </summary>
internal static class NormalizationGradients
{
    public static void Register(GradientTable table) => table
        .Add("FusedBatchNormV3", OfNormalization)
        .Add("FusedBatchNormGradV3", OfTraining);

    // As the library's own (nn_grad.cc): by the statistics, there is none.
    private static Gradient?[] OfNormalization(BackwardOperation op)
    {
        bool isTraining = op.Bool("is_training");
        (Symbol mean, Symbol variance) = isTraining ? (op.Output(3), op.Output(4)) : (op[3], op[4]);
        var gradients = RawOps.FusedBatchNormGradV3(
            op.GradientOf(0) ?? RawOps.ZerosLike(op.Output(0)), op[0], op[1], mean, variance, op.Output(5),
            op.Float("epsilon"), op.Text("data_format"), isTraining);
        return [gradients.XBackprop, gradients.ScaleBackprop, gradients.OffsetBackprop, null, null];
    }

    private static Gradient?[] OfTraining(BackwardOperation op)
    {
        if (!op.Bool("is_training"))
            throw new UnimplementedException($"No gradient is known for {op.Operation}, which normalizes by given statistics.");
        // The statistics among the inputs are those of x: they are computed anew and differentiated along with it.
        Symbol dy = RawOps.Identity(op[0]), x = RawOps.Identity(op[1]), scale = RawOps.Identity(op[2]);
        Symbol[] plain = Plain(dy, x, scale, op.Float("epsilon"), op.Text("data_format"));
        int[] given = [.. Enumerable.Range(0, plain.Length).Where(i => op.GradientOf(i) is not null)];
        Symbol?[] found = Gradients.Of([.. given.Select(i => plain[i])], [.. given.Select(i => op.GradientOf(i)!.Value)], [dy, x, scale]);
        return [found[0], found[1], found[2]];
    }

    /// <summary>The gradients by x, the scale and the offset.</summary>
    private static Symbol[] Plain(Symbol dy, Symbol x, Symbol scale, float epsilon, string format)
    {
        int rank = format.Length, channels = format.StartsWith("NC", StringComparison.Ordinal) ? 1 : rank - 1;
        Graph graph = x.Graph;
        Symbol axes = graph.Constant([.. Enumerable.Range(0, rank).Where(a => a != channels)]);
        int[] along = [.. Enumerable.Range(0, rank).Select(a => a == channels ? -1 : 1)];
        DType dtype = x.DType;
        (dy, x) = (dy.Cast(scale.DType), x.Cast(scale.DType));
        Symbol centered = x - RawOps.Mean(x, axes, keepDims: true);
        Symbol inverse = RawOps.Rsqrt(RawOps.Mean(RawOps.Square(centered), axes, keepDims: true) + epsilon);
        Symbol normalized = centered * inverse;
        Symbol mean = RawOps.Mean(dy, axes, keepDims: true), slope = RawOps.Mean(dy * normalized, axes, keepDims: true);
        Symbol dx = (dy - mean - (normalized * slope)) * inverse * RawOps.Reshape(scale, graph.Constant(along));
        return [dx.Cast(dtype), RawOps.Sum(dy * normalized, axes), RawOps.Sum(dy, axes)];
    }
}
