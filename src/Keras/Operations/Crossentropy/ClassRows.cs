using TensorFlow;

namespace Keras.Operations;

/// <summary>The crossentropy ops take matrices only: a tensor of more axes becomes one and the result gets the axes back.</summary>
internal static class ClassRows
{
    public static Symbol Of(Symbol x) => x.Rank == 2 ? x : x.Reshape([-1, x.Shape[^1]]);

    /// <summary>Gives one value a row the shape of <paramref name="x"/> without its last axis.</summary>
    public static Symbol Back(Symbol values, Symbol x)
    {
        if (x.Rank == 2)
            return values;
        Shape leading = x.Shape[..^1];
        if (leading.Count(d => d < 0) <= 1)
            return values.Reshape(leading);
        Symbol lengths = RawOps.Slice(RawOps.Shape(x), x.Graph.Constant([0]), x.Graph.Constant([leading.Rank]));
        return RawOps.Reshape(values, lengths).WithShape(leading);
    }
}
