using TensorFlow;

namespace Keras.Layers;

/// <summary>Random numbers of layers that mix the images of a batch.</summary>
internal static class ImageMixing
{
    /// <summary>The numbers of the images in random order, int32.</summary>
    public static Symbol Order(Symbol images, Symbol uniform) => Ops.ArgSort(uniform, -1).WithShape([images.Shape[0]]);

    /// <summary>
    /// Numbers of the symmetric beta distribution from two uniform ones each: a t variate by the polar method (Bailey, 1994), brought to
    /// [0, 1] (Devroye, 1996).
    /// </summary>
    /// <param name="alpha">Both parameters, above 0: a scalar.</param>
    /// <param name="first">Uniform numbers.</param>
    /// <param name="second">Other uniform numbers.</param>
    public static Symbol Beta(Symbol alpha, Symbol first, Symbol second)
    {
        Symbol cosine = RawOps.Cos(second * (2 * Math.PI));
        Symbol square = (RawOps.Pow(1 - first, -1 / alpha) - 1) * cosine * cosine;
        return (RawOps.Sign(cosine) * 0.5 / RawOps.Sqrt(1 + (1 / square))) + 0.5;
    }

    /// <summary>
    /// Weights of the symmetric Dirichlet distribution: gamma variates divided by their sum, by logarithms, so that small parameters do not
    /// make all of them 0.
    /// </summary>
    /// <param name="source">The random numbers.</param>
    /// <param name="count">The number of the weights.</param>
    /// <param name="alpha">The parameter, above 0.</param>
    public static Symbol Dirichlet(RandomSource source, int count, double alpha) =>
        // The first axis is not that of samples.
        Ops.Softmax(source.LogGamma([1, count], source.Seed.Graph.Constant(alpha, DType.Float32)), -1).Reshape([count]);

    /// <summary>The rows of a batch in another order.</summary>
    public static Symbol Take(Symbol x, Symbol order) =>
        RawOps.GatherV2(x, order.Cast(DType.Int32), x.Graph.Constant(0, DType.Int32)).WithShape(x.Shape);

    /// <summary>Weights in a shape that spreads over the other axes.</summary>
    public static Symbol Weights(Symbol weights, Symbol x) =>
        weights.Cast(x.DType).Reshape(Shape.Create([-1, .. Enumerable.Repeat(1L, x.Rank - 1)]));
}
