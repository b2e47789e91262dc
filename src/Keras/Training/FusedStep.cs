using Keras.Layers;
using TensorFlow;

namespace Keras.Training;

/// <summary>
/// Decides whether a model's layers are written as single operations with kernels of this library (<see cref="FusedOps"/>).
/// </summary>
internal static class FusedStep
{
    /// <summary>Why not; null where they are.</summary>
    public static string? WhyNot(Model model) => !FusedOps.AreSupported
        ? "this machine has none of the kernels for it"
        : !model.Tree().Any(l => l is MultiHeadAttention) ? "no layer of multi-head attention"
        : model.Tree().Select(WhyNot).FirstOrDefault(r => r is not null);

    // Layers of custom classes consist of others, which are looked at by themselves.
    private static string? WhyNot(Layer layer) => layer switch
    {
        { ComputeDType: not DType.Float32 } and not InputLayer => $"the layer '{layer.Name}' computes in {layer.ComputeDType}",
        MultiHeadAttention { DropoutRate: > 0 } => $"the layer '{layer.Name}' drops scores",
        MultiHeadAttention attention when attention.KeyDim % FusedOps.Lanes != 0 || attention.ValueDim % FusedOps.Lanes != 0 =>
            $"the heads of the layer '{layer.Name}' are no multiples of {FusedOps.Lanes}",
        Dense or EinsumDense when layer.Weights.FirstOrDefault(w => w.Shape.Rank > 1)?.Shape.ElementCount > FusedOps.MostKernelElements =>
            $"the kernel of the layer '{layer.Name}' is large",
        MultiHeadAttention or Dense or EinsumDense or LayerNormalization or Embedding or Dropout or SpatialDropout1D or Activation or ReLU
            or InputLayer or Identity or Flatten or Reshape or Permute or RepeatVector or Rescaling or Add or Subtract or Multiply
            or Average or Concatenate or GlobalAveragePooling1D or GlobalMaxPooling1D or Softmax or Model => null,
        _ => layer.GetType().Assembly == typeof(Layer).Assembly ? $"the layer '{layer.Name}' has none of the kernels" : null,
    };
}
