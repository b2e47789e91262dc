namespace TensorFlow;

/// <content>Padding.</content>
internal static partial class ArrayGradients
{
    private static void RegisterPadding(GradientTable table) => table
        .Add("Pad", op => [Unpadded(op)])
        .Add("PadV2", op => [Unpadded(op), null, op.Needs(2) ? All(op.Dy) - All(Unpadded(op)) : null])
        .Add("MirrorPad", op => [RawOps.MirrorPadGrad(op.Dy, op[1], op.Text("mode"))])
        .Add("MirrorPadGrad", op => [RawOps.MirrorPad(op.Dy, op[1], op.Text("mode"))]);

    private static Symbol Unpadded(BackwardOperation op)
    {
        Symbol x = op[0];
        Symbol begin = Shapes.Constant(op[1]) is { } known
            ? op.Constant([.. known.Where((_, i) => i % 2 == 0).Select(p => (int)p)])
            : RawOps.Unpack(op[1].Cast(DType.Int32), 2, 1)[0];
        return RawOps.Slice(op.Dy, begin, Shapes.Of(x));
    }
}
