namespace TensorFlow;

/// <content>Scattering.</content>
internal static partial class ArrayGradients
{
    private static void RegisterScattering(GradientTable table) => table
        .Add("ScatterNd", op => [null, RawOps.GatherNd(op.Dy, op[0])])
        .Add("TensorScatterAdd", op => [op.Dy, null, RawOps.GatherNd(op.Dy, op[1])])
        .Add("ScatterNdNonAliasingAdd", op => [op.Dy, null, RawOps.GatherNd(op.Dy, op[1])])
        .Add("TensorScatterSub", op => [op.Dy, null, -RawOps.GatherNd(op.Dy, op[1])])
        .Add("TensorScatterUpdate", op =>
            [op.Needs(0) ? RawOps.TensorScatterUpdate(op.Dy, op[1], RawOps.ZerosLike(op[2])) : null,
                null, op.Needs(2) ? RawOps.GatherNd(op.Dy, op[1]) : null])
        .Add("TensorScatterMax", ScatterExtreme)
        .Add("TensorScatterMin", ScatterExtreme);

    // Whatever equals the extreme shares its gradient.
    private static Gradient?[] ScatterExtreme(BackwardOperation op)
    {
        Symbol x = op[0], indices = op[1], updates = op[2], dy = op.Dy;
        Symbol ofTensor = RawOps.Equal(x, op.Output()).Cast(dy.DType);
        Symbol ofUpdates = RawOps.Equal(updates, RawOps.GatherNd(op.Output(), indices)).Cast(dy.DType);
        Symbol share = dy / RawOps.Maximum(RawOps.TensorScatterAdd(ofTensor, indices, ofUpdates), dy.Number(1));
        return [ofTensor * share, null, ofUpdates * RawOps.GatherNd(share, indices)];
    }
}
