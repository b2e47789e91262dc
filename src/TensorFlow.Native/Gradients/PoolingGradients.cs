namespace TensorFlow;

/// <summary>
/// Gradients of pooling, of any order. A mean is linear; the largest elements stay where they are.
/// </summary>
internal static class PoolingGradients
{
    public static void Register(GradientTable table) => table
        .Add("AvgPool", op => [RawOps.AvgPoolGrad(
            Shapes.Of(op[0]), op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), op.Text("data_format"))])
        .Add("AvgPoolGrad", op => [null, RawOps.AvgPool(
            op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), op.Text("data_format"))])
        .Add("AvgPool3D", op => [RawOps.AvgPool3DGrad(
            Shapes.Of(op[0]), op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), op.Text("data_format"))])
        .Add("AvgPool3DGrad", op => [null, RawOps.AvgPool3D(
            op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), op.Text("data_format"))])
        .Add("MaxPool", op => [RawOps.MaxPoolGrad(
            op[0], op.Output(), op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), op.Longs("explicit_paddings"),
            op.Text("data_format"))])
        .Add("MaxPool3D", op => [RawOps.MaxPool3DGrad(
            op[0], op.Output(), op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), op.Text("data_format"))])
        .Add("MaxPoolGrad", op => OfSelection(op, () => LargestElements.Select(op)))
        .Add("MaxPoolGradGrad", op => OfSelection(op, () => RawOps.MaxPoolGrad(
            op[0], op[1], op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), dataFormat: op.Text("data_format"))))
        .Add("MaxPool3DGrad", op => OfSelection(op, () => LargestElements.Select(op)))
        .Add("MaxPool3DGradGrad", op => OfSelection(op, () => RawOps.MaxPool3DGrad(
            op[0], op[1], op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), op.Text("data_format"))));

    private static Gradient?[] OfSelection(BackwardOperation op, Func<Symbol> byGradient) =>
    [
        op.Needs(0) ? RawOps.ZerosLike(op[0]) : null,
        op.Needs(1) ? RawOps.ZerosLike(op[1]) : null,
        op.Needs(2) ? byGradient() : null,
    ];
}
