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
    /// Weights of the symmetric Dirichlet distribution: gamma variates (Marsaglia and Tsang, 2000) divided by their sum, by logarithms, so
    /// that small parameters do not make all of them 0.
    /// </summary>
    /// <param name="source">The random numbers.</param>
    /// <param name="count">The number of the weights.</param>
    /// <param name="alpha">The parameter, above 0.</param>
    public static Symbol Dirichlet(RandomSource source, int count, double alpha)
    {
        // One try in twenty fails at most; that all of these fail, does not happen.
        const int Tries = 24;
        double d = alpha + 1 - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        Symbol[] logarithms = new Symbol[count];
        for (int i = 0; i < count; i++)
        {
            Symbol x = Row(source.Normal([1, Tries]));
            Symbol v = 1 + (c * x);
            Symbol isPositive = RawOps.Greater(v, v.Number(0));
            v = RawOps.SelectV2(isPositive, v * v * v, RawOps.OnesLike(v));
            Symbol bound = (0.5 * x * x) + d - (d * v) + (d * RawOps.Log(v));
            Symbol accepted = RawOps.LogicalAnd(isPositive, RawOps.Less(RawOps.Log(1 - Row(source.Uniform([1, Tries]))), bound));
            Symbol first = Ops.ArgMax(accepted.Cast(DType.Int32), -1).Cast(DType.Int32);
            Symbol gamma = d * RawOps.GatherV2(v, first, first.Number(0));
            logarithms[i] = RawOps.Log(gamma) + (RawOps.Log(1 - source.Uniform([])) / alpha);
        }

        return Ops.Softmax(RawOps.Pack(logarithms), -1);

        static Symbol Row(Symbol numbers) => numbers.Reshape([Tries]);
    }

    /// <summary>The rows of a batch in another order.</summary>
    public static Symbol Take(Symbol x, Symbol order) =>
        RawOps.GatherV2(x, order.Cast(DType.Int32), x.Graph.Constant(0, DType.Int32)).WithShape(x.Shape);

    /// <summary>Weights in a shape that spreads over the other axes.</summary>
    public static Symbol Weights(Symbol weights, Symbol x) =>
        weights.Cast(x.DType).Reshape(Shape.Create([-1, .. Enumerable.Repeat(1L, x.Rank - 1)]));
}
