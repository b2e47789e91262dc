using TensorFlow.Kernels.Attention;
using TensorFlow.Kernels.Dense;
using TensorFlow.Kernels.Normalizations;

namespace TensorFlow;

/// <summary>The gradients of <see cref="FusedOps"/>, which have kernels of their own and no gradients in turn.</summary>
internal static class FusedGradients
{
    /// <summary>The ops.</summary>
    public static IEnumerable<string> Types => [DenseKernels.Forward, LayerNormalizationKernels.Forward, AttentionKernels.Forward];

    public static void Register(GradientTable table) => table
        .Add(DenseKernels.Forward, OfDense)
        .Add(LayerNormalizationKernels.Forward, OfLayerNormalization)
        .Add(AttentionKernels.Forward, OfAttention);

    private static Gradient?[] OfDense(BackwardOperation op)
    {
        bool rectifies = op.Long(DenseKernels.Rectifies) != 0, hasBias = op.Long(DenseKernels.Biases) != 0, wantsInputs = op.Needs(0);
        Symbol[] outputs = rectifies ? [op.Output()] : [];
        Operation gradient = OperationBuilder.Create(DenseKernels.Gradient).Input(op[0]).Input(op[1]).Input(op.Dy).Input(outputs.AsSpan())
            .Attribute(DenseKernels.Contracted, op.Long(DenseKernels.Contracted))
            .Attribute(DenseKernels.Biases, hasBias ? 1L : 0L).Attribute(DenseKernels.Rectifies, rectifies ? 1L : 0L)
            .Attribute(DenseKernels.Inputs, wantsInputs ? 1L : 0L).Build();
        Gradient? dx = wantsInputs ? gradient[hasBias ? 2 : 1].WithShape(op[0].Shape) : null;
        Gradient kernel = gradient[0].WithShape(op[1].Shape);
        return hasBias ? [dx, kernel, gradient[1].WithShape(op[2].Shape)] : [dx, kernel];
    }

    private static Gradient?[] OfLayerNormalization(BackwardOperation op)
    {
        Operation gradient = OperationBuilder.Create(LayerNormalizationKernels.Gradient).Input(op[0]).Input(op[1]).Input(op.Dy)
            .Attribute(LayerNormalizationKernels.Epsilon, op.Float(LayerNormalizationKernels.Epsilon)).Build();
        return [.. Enumerable.Range(0, 3).Select(i => (Gradient?)gradient[i].WithShape(op[i].Shape))];
    }

    private static Gradient?[] OfAttention(BackwardOperation op)
    {
        Operation gradient = OperationBuilder.Create(AttentionKernels.Gradient).Input(op[0]).Input(op[1]).Input(op[2])
            .Input(op.Output(1)).Input(op.Dy)
            .Attribute(AttentionKernels.Scale, op.Float(AttentionKernels.Scale))
            .Attribute(AttentionKernels.Causal, op.Long(AttentionKernels.Causal)).Build();
        return [.. Enumerable.Range(0, 3).Select(i => (Gradient?)gradient[i].WithShape(op[i].Shape))];
    }
}
