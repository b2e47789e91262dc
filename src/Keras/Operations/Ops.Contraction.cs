using TensorFlow;

namespace Keras;

/// <content>Products over axes.</content>
public static partial class Ops
{
    /// <summary>The product of the last axis of <paramref name="x"/> with a matrix: <c>[…, a]·[a, b]</c> is <c>[…, b]</c>.</summary>
    public static Symbol Tensordot(Symbol x, Symbol matrix)
    {
        Symbol product = x.Reshape([-1, matrix.Shape[0]]).MatMul(matrix);
        Shape leading = x.Shape[..^1];
        if (leading.Count(d => d < 0) <= 1)
            return product.Reshape(leading.Append(matrix.Shape[1]));
        Symbol axes = Concatenate([RawOps.Slice(RawOps.Shape(x), x.Graph.Constant([0]), x.Graph.Constant([leading.Rank])), x.Graph.Constant([(int)matrix.Shape[1]])], 0);
        return RawOps.Reshape(product, axes).WithShape(leading.Append(matrix.Shape[1]));
    }
}
