using TensorFlow;

namespace Keras.Layers;

/// <summary>Products over the rows of all steps.</summary>
internal static class Rows
{
    /// <summary>Σ aᵀ·b over all steps and samples, as one product.</summary>
    public static Symbol Product(Symbol left, Symbol right) => RawOps.MatMul(Joined(left), Joined(right), transposeA: true);

    /// <summary>Stacks of all steps as one matrix.</summary>
    public static Symbol Joined(Symbol stack) => RawOps.Reshape(stack, stack.Graph.Constant([-1, checked((int)stack.Shape[^1])]));
}
