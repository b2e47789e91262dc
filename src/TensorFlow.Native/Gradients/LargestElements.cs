namespace TensorFlow;

/// <summary>
/// Of each window of a max pooling the value at the place of its largest element: the gradient of a pooling's gradient
/// (<c>MaxPoolGradGrad</c>, <c>MaxPool3DGradGrad</c>).
/// </summary>
internal static class LargestElements
{
    /// <summary>The values of a gradient that has the shape of the pooled tensor.</summary>
    /// <param name="op">The pooling's gradient, which takes the tensor, the largest elements and their gradient.</param>
    public static Symbol Select(BackwardOperation op)
    {
        long[] size = op.Longs("ksize"), strides = op.Longs("strides");
        (string padding, string format) = (op.Text("padding"), op.Text("data_format"));
        if (padding == "EXPLICIT")
            throw new UnimplementedException($"No gradient is known for {op.Operation}, which has explicit paddings.");
        (Symbol x, Symbol values) = (op[0], op.Dy);
        if (size.All(s => s == 1) && strides.All(s => s == 1))
            return values;

        // The processor's kernels write over the values that they read where the result has their shape.
        if (padding == "SAME" && MayKeepShape(x.Shape, strides))
        {
            Symbol margins = Margins(x.Graph, size);
            x = RawOps.PadV2(x, margins, x.Number(double.NegativeInfinity));
            values = RawOps.Pad(values, margins);
            padding = "VALID";
        }

        return op.Operation.Type == "MaxPoolGrad"
            ? RawOps.MaxPoolGradGrad(x, op[1], values, size, strides, padding, format)
            : RawOps.MaxPool3DGradGrad(x, op[1], values, size, strides, padding, format);
    }

    private static bool MayKeepShape(Shape shape, long[] strides) =>
        shape.Rank < 0 || Enumerable.Range(0, strides.Length).All(i => strides[i] == 1 || shape[i] == 1);

    // Along axes without strides, and of length 1, a window has its size less one around it.
    private static Symbol Margins(Graph graph, long[] size)
    {
        int[] margins = [.. size.SelectMany(s => new[] { (int)(s - 1) / 2, (int)s / 2 })];
        return RawOps.Reshape(graph.Constant(margins), graph.Constant([size.Length, 2]));
    }
}
