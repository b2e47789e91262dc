using TensorFlow;

namespace Keras;

/// <content>Crossentropies and other losses of each sample.</content>
public static partial class Ops
{
    /// <summary>The crossentropies between probabilities of classes: -Σ target · ln output. Outputs right out of a softmax are computed
    /// from its input.</summary>
    /// <param name="target">Probabilities, of the shape of the output.</param>
    /// <param name="output">Probabilities, or logits.</param>
    /// <param name="fromLogits">Whether the output is logits. Default: false.</param>
    /// <param name="axis">The axis of the classes. Default: the last.</param>
    /// <returns>The shape without the axis.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Symbol CategoricalCrossentropy(Symbol target, Symbol output, bool fromLogits = false, int axis = -1) =>
        Crossentropy.Categorical(Like(target, output), output, fromLogits, axis);

    /// <summary>The crossentropies of class indices: -ln output at the target. Outputs right out of a softmax are computed from its
    /// input.</summary>
    /// <param name="target">Class indices, of the shape of the output without the last axis, or with one of length 1.</param>
    /// <param name="output">Probabilities, or logits, <c>[…, classes]</c>.</param>
    /// <param name="fromLogits">Whether the output is logits. Default: false.</param>
    /// <returns>The shape without the last axis; NaN for classes that do not exist.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Symbol SparseCategoricalCrossentropy(Symbol target, Symbol output, bool fromLogits = false)
    {
        target = target.Cast(DType.Int64);
        _ = Position(output, -1, "SparseCategoricalCrossentropy");
        return Crossentropy.Sparse(target.Rank == output.Rank && target.Shape[^1] == 1 ? Squeeze(target, -1) : target, output, fromLogits);
    }

    /// <summary>The crossentropies of probabilities of truth: -(target · ln output + (1 - target) · ln(1 - output)).</summary>
    /// <param name="target">Probabilities, of the shape of the output.</param>
    /// <param name="output">Probabilities, or logits.</param>
    /// <param name="fromLogits">Whether the output is logits. Default: false.</param>
    /// <returns>The shape of the output.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Symbol BinaryCrossentropy(Symbol target, Symbol output, bool fromLogits = false)
    {
        if (target.Rank != output.Rank)
            throw new ShapeException($"BinaryCrossentropy: expected targets of the shape {output.Shape}, got {target.Shape}.");
        return Crossentropy.Binary(Like(target, output), output, fromLogits);
    }

    /// <summary>The peak signal-to-noise ratio in decibels: 20 log₁₀ max - 10 log₁₀ of the mean squared difference.</summary>
    /// <param name="x1">Signals, floating-point.</param>
    /// <param name="x2">Signals of the same shape.</param>
    /// <param name="maxVal">The largest possible value.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Symbol Psnr(Symbol x1, Symbol x2, double maxVal)
    {
        if (!x1.Shape.IsCompatibleWith(x2.Shape))
            throw new ShapeException($"Psnr: expected two signals of one shape, got {x1.Shape} and {x2.Shape}.");
        (x1, x2) = PromotedFloating(x1, x2);
        Symbol error = Mean(Square(x1 - x2));
        return (20 * Log10(x2.Number(maxVal))) - (10 * Log10(error));
    }

    // Targets may be integers and booleans.
    private static Symbol Like(Symbol target, Symbol output) => target.DType.IsFloatingPoint ? target : target.Cast(output.DType);
}
