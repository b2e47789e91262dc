using TensorFlow;

namespace Keras.Operations;

/// <summary>Crossentropies as the TensorFlow backend of Keras computes them (<c>keras.src.backend.tensorflow.nn</c>).</summary>
internal static class Crossentropy
{
    /// <summary>Keras's <c>backend.epsilon()</c>.</summary>
    public const double Epsilon = 1e-7;

    // Finite in float32 and bfloat16.
    private const double Lowest = -3.3e38;

    public static Symbol Categorical(Symbol target, Symbol output, bool fromLogits, int axis)
    {
        if (target.Rank != output.Rank || target.Rank < 1 || !target.Shape.IsCompatibleWith(output.Shape))
        {
            throw new ShapeException(
                $"categorical_crossentropy: expected targets of the predictions' shape {output.Shape}, got {target.Shape}; "
                + "for class indices use sparse_categorical_crossentropy or ToCategorical.");
        }

        if (output.Shape[^1] == 1)
            Warnings.Tell($"The predictions of categorical_crossentropy have the shape {output.Shape}: a single class, which is always "
                + "right. Use binary_crossentropy for two classes.");
        if (LogitsSearch.Find(output) is { } logits)
            return FromLogits(target, Told("categorical_crossentropy", fromLogits, output, logits), axis);
        if (fromLogits)
            return FromLogits(target, output, axis);
        Symbol probabilities = Ops.Clip(output / Ops.Sum(output, axis, keepDims: true), Epsilon, 1 - Epsilon);
        return -Ops.Sum(target * Ops.Log(probabilities), axis);
    }

    public static Symbol Sparse(Symbol target, Symbol output, bool fromLogits)
    {
        Shape expected = output.Rank < 0 ? Shape.Unknown : output.Shape[..^1];
        if (output.Rank == 0 || !expected.IsCompatibleWith(target.Shape))
        {
            throw new ShapeException(
                $"sparse_categorical_crossentropy: for predictions of shape {output.Shape} expected class indices of shape {expected} (or "
                + $"with a last axis of 1), got {target.Shape}; for one-hot targets use categorical_crossentropy.");
        }

        Symbol logits = (LogitsSearch.Find(output) is { } found ? Told("sparse_categorical_crossentropy", fromLogits, output, found)
            : (Symbol?)null) ?? (fromLogits ? output : Ops.Log(Ops.Clip(output, Epsilon, 1 - Epsilon)));
        Symbol precise = logits.DType == DType.Float16 ? logits.Cast(DType.Float32) : logits;
        return ClassRows.Back(SparseRows(ClassRows.Of(precise), target.Reshape([-1])), logits).Cast(logits.DType);
    }

    public static Symbol Binary(Symbol target, Symbol output, bool fromLogits)
    {
        if (!target.Shape.IsCompatibleWith(output.Shape))
        {
            throw new ShapeException(
                $"binary_crossentropy: expected targets of the predictions' shape {output.Shape}, got {target.Shape}; a model of two "
                + "classes ends in one sigmoid unit.");
        }

        if (LogitsSearch.Find(output) is { } logits)
            return BinaryFromLogits(target, Told("binary_crossentropy", fromLogits, output, logits));
        if (fromLogits)
            return BinaryFromLogits(target, output);
        Symbol probability = Ops.Clip(output, Epsilon, 1 - Epsilon);
        return -((target * Ops.Log(probability)) + ((1 - target) * Ops.Log(1 - probability)));
    }

    private static Symbol Told(string loss, bool fromLogits, Symbol output, Symbol logits)
    {
        if (fromLogits)
            Warnings.Tell($"{loss} was told that predictions are logits, but a {output.Operation.Type} made them; leave out fromLogits or "
                + "the activation.");
        return logits;
    }

    // The library cannot differentiate SparseSoftmaxCrossEntropyWithLogits; this is what XLA makes of that op, NaN for classes that do not
    // exist included.
    private static Symbol SparseRows(Symbol logits, Symbol classes)
    {
        // Logits masked out with -∞ would meet the zeros of the labels as 0·∞.
        logits = Ops.Maximum(logits, Lowest);
        Symbol count = Ops.Shape(logits, -1);
        Symbol labels = RawOps.OneHot(classes, count, logits.Number(1), logits.Number(0));
        Symbol loss = RawOps.SoftmaxCrossEntropyWithLogits(logits, labels).Loss;
        return Ops.Where(ClassIndices.Exist(classes, count), loss, loss.Number(double.NaN));
    }

    // As tf.nn.softmax_cross_entropy_with_logits: half precision is computed in single.
    private static Symbol FromLogits(Symbol target, Symbol logits, int axis)
    {
        DType type = logits.DType is DType.Float16 or DType.BFloat16 ? DType.Float32 : logits.DType;
        Symbol last = AxisOrder.ToEnd(logits.Cast(type), axis);
        Symbol labels = AxisOrder.ToEnd(target.Cast(type), axis);
        Symbol loss = RawOps.SoftmaxCrossEntropyWithLogits(ClassRows.Of(last), ClassRows.Of(labels)).Loss;
        return ClassRows.Back(loss, last).Cast(logits.DType);
    }

    // As tf.nn.sigmoid_cross_entropy_with_logits: max(x, 0) - xz + log(1 + e^-|x|), written so that the gradient is right at 0.
    private static Symbol BinaryFromLogits(Symbol target, Symbol logits)
    {
        Symbol zeros = Ops.ZerosLike(logits);
        Symbol positive = Ops.GreaterEqual(logits, zeros);
        Symbol clamped = Ops.Where(positive, logits, zeros);
        Symbol negative = Ops.Where(positive, -logits, logits);
        return clamped - (logits * target) + Ops.Log1p(Ops.Exp(negative));
    }
}
