using TensorFlow;

namespace Keras.Losses;

/// <summary>Crossentropies as the TensorFlow backend of Keras computes them.</summary>
internal static class Crossentropy
{
    public const double Epsilon = 1e-7;

    public static Symbol Categorical(Symbol target, Symbol output, bool fromLogits, int axis)
    {
        if (target.Rank != output.Rank || target.Rank < 1 || !target.Shape.IsCompatibleWith(output.Shape))
        {
            throw new ShapeException(
                $"categorical_crossentropy: expected targets of the predictions' shape {output.Shape}, got {target.Shape}; for class numbers use sparse_categorical_crossentropy or ToCategorical.");
        }

        bool last = axis == -1 || axis == output.Rank - 1;
        if (!fromLogits && LookBack.Logits(output, "Softmax") is { } logits)
            (output, fromLogits) = (logits, true);
        if (fromLogits && last)
            return output.Rank == 2 ? RawOps.SoftmaxCrossEntropyWithLogits(output, target).Loss : Flattened(target, output);
        Symbol probabilities = fromLogits ? RawOps.Softmax(output) : output / Ops.Sum(output, axis, keepDims: true);
        probabilities = Ops.Clip(probabilities, Epsilon, 1 - Epsilon);
        return -Ops.Sum(target * Ops.Log(probabilities), axis);
    }

    // The op takes matrices only.
    private static Symbol Flattened(Symbol target, Symbol logits)
    {
        long classes = logits.Shape[^1];
        Symbol loss = RawOps.SoftmaxCrossEntropyWithLogits(logits.Reshape([-1, classes]), target.Reshape([-1, classes])).Loss;
        Symbol shape = RawOps.Slice(Ops.Shape(logits), logits.Graph.Constant(0).Reshape([1]), logits.Graph.Constant(logits.Rank - 1).Reshape([1]));
        return RawOps.Reshape(loss, shape);
    }
}
