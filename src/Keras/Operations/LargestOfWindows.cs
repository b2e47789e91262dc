using TensorFlow;

namespace Keras.Operations;

/// <summary>
/// The largest element of each window, where windows do not overlap, with a gradient that XLA compiles inside a function of ordinary
/// kernels. The kernel of the gradient looks for the largest elements anew, on one thread; compiled, each element is compared with that of
/// its window. As in the kernel, the gradient of equal elements goes to the first.
/// </summary>
internal static class LargestOfWindows
{
    /// <summary>Whether windows are cut out of images so that the gradient can be compiled.</summary>
    /// <param name="x">Images, <c>[batch, rows, columns, channels]</c>.</param>
    /// <param name="size">The size of the windows along each axis.</param>
    /// <param name="steps">The distance of the windows along each axis.</param>
    /// <param name="padding">The padding, in TensorFlow's words.</param>
    public static bool Fits(Symbol x, ReadOnlySpan<long> size, ReadOnlySpan<long> steps, string padding) =>
        CompiledPart.IsPossible(x) && x.DType == DType.Float32 && size.SequenceEqual(steps)
        && (padding == "VALID" || (x.Shape[1] % size[1] == 0 && x.Shape[2] % size[2] == 0));

    /// <summary>Reduces each window to its largest element.</summary>
    /// <inheritdoc cref="Fits"/>
    public static Symbol Pool(Symbol x, long[] size, string padding)
    {
        Symbol y = RawOps.MaxPool(x, size, size, padding);
        return Gradients.Define([x], [y], dys =>
        {
            if (dys[0] is not { } dy)
                return [null];
            // The gradient comes first: it belongs to the graph that is written now.
            return [CompiledPart.Call("max_pool_gradient", [dy, x, y], values => Gradient(values[1], values[2], values[0], size))];
        })[0];
    }

    private static Symbol Gradient(Symbol x, Symbol y, Symbol dy, long[] size)
    {
        int batch = (int)x.Shape[0], rows = (int)y.Shape[1], columns = (int)y.Shape[2], channels = (int)x.Shape[3];
        int high = (int)size[1], wide = (int)size[2], none = high * wide;
        Graph graph = x.Graph;
        Symbol inside = RawOps.Slice(x, graph.Constant([0, 0, 0, 0]), graph.Constant([batch, rows * high, columns * wide, channels]));
        Symbol windows = RawOps.Reshape(inside, graph.Constant([batch, rows, high, columns, wide, channels]));
        Symbol place = graph.Constant([batch, rows, 1, columns, 1, channels]);
        Symbol largest = RawOps.Reshape(y, place);
        Symbol positions = RawOps.Reshape(
            RawOps.Cast(graph.Constant([.. Enumerable.Range(0, none)]), x.DType), graph.Constant([1, 1, high, 1, wide, 1]));
        // A window with NaN has no element that equals its largest one: its gradient goes to the first.
        Symbol candidates = RawOps.SelectV2(RawOps.Equal(windows, largest), positions, x.Number(none));
        Symbol first = Ops.Mod(Ops.Min(candidates, [2, 4], keepDims: true), x.Number(none));
        Symbol spread = RawOps.SelectV2(RawOps.Equal(positions, first), RawOps.Reshape(dy, place), x.Number(0));
        Symbol images = RawOps.Reshape(spread, graph.Constant([batch, rows * high, columns * wide, channels]));
        using Tensor margins = Tensor.Create<int>(
            [0, 0, 0, (int)x.Shape[1] - (rows * high), 0, (int)x.Shape[2] - (columns * wide), 0, 0], [4, 2]);
        return RawOps.Pad(images, graph.Constant(margins));
    }
}
