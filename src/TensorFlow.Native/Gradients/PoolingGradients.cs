namespace TensorFlow;

/// <summary>Gradients of the gradients of pooling: the largest elements stay where they are.</summary>
internal static class PoolingGradients
{
    public static void Register(GradientTable table) => table
        .Add("MaxPoolGrad", op => OfSelection(op, () => op.Text("padding") == "EXPLICIT"
            ? throw new UnimplementedException($"No gradient is known for {op.Operation}, which has explicit paddings.")
            : RawOps.MaxPoolGradGrad(op[0], op[1], op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"),
                op.Text("data_format"))))
        .Add("MaxPoolGradGrad", op => OfSelection(op, () => RawOps.MaxPoolGrad(
            op[0], op[1], op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), dataFormat: op.Text("data_format"))))
        .Add("MaxPool3DGrad", op => OfSelection(op, () => RawOps.MaxPool3DGradGrad(
            op[0], op[1], op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), op.Text("data_format"))))
        .Add("MaxPool3DGradGrad", op => OfSelection(op, () => RawOps.MaxPool3DGrad(
            op[0], op[1], op.Dy, op.Longs("ksize"), op.Longs("strides"), op.Text("padding"), op.Text("data_format"))));

    private static Gradient?[] OfSelection(BackwardOperation op, Func<Symbol> byGradient) =>
    [
        op.Needs(0) ? RawOps.ZerosLike(op[0]) : null,
        op.Needs(1) ? RawOps.ZerosLike(op[1]) : null,
        op.Needs(2) ? byGradient() : null,
    ];
}
