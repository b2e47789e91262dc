using TensorFlow;

namespace Keras.Operations;

/// <summary>
/// Max pooling of rectified values. Of a window only the largest element has a gradient, and none where the largest is not positive: so the
/// gradient is cut off at the pooled elements, a quarter or less of the others, before it goes back to its places. The values are those of
/// pooling and rectifying by themselves.
/// </summary>
internal static class RectifiedPooling
{
    /// <summary>The largest of each window of rectified values.</summary>
    /// <param name="x">The values that are rectified, <c>[batch, …spatial, channels]</c> with 2 or 3 spatial axes.</param>
    /// <param name="size">The size of a window along each axis.</param>
    /// <param name="strides">The strides of the windows along each axis.</param>
    /// <param name="padding">TensorFlow's name of the padding.</param>
    public static Symbol Write(Symbol x, long[] size, long[] strides, string padding)
    {
        Symbol rectified = RawOps.Maximum(x, x.Number(0));
        Symbol pooled = x.Rank == 4
            ? RawOps.MaxPool(rectified, size, strides, padding) : RawOps.MaxPool3D(rectified, size, strides, padding);
        return Gradients.Define([x], [pooled], dys => [dys[0] is { } dy ? Back(RawOps.ReluGrad(dy, pooled)) : null])[0];

        Symbol Back(Symbol cut) => x.Rank == 4
            ? RawOps.MaxPoolGrad(rectified, pooled, cut, size, strides, padding)
            : RawOps.MaxPool3DGrad(rectified, pooled, cut, size, strides, padding);
    }
}
