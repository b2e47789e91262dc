using Keras.Layers;

namespace Keras.Training;

/// <summary>Refuses to train quantized weights, which gradients cannot update.</summary>
internal static class QuantizedTraining
{
    /// <summary>
    /// Refuses a model with quantized layers that are not frozen, unless one of them has a low-rank adaptation to train.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="operation">The called method: "Fit".</param>
    /// <exception cref="InvalidOperationException">Training could change only the bias of such a layer.</exception>
    public static void Check(Model model, string operation)
    {
        LoraLayer[] layers = [.. model.Tree().OfType<LoraLayer>().Where(l => l.IsFixed)];
        if (Array.Find(layers, l => l.Trainable) is { } layer && !Array.Exists(layers, l => l.LoraRank is not null))
            throw new InvalidOperationException(
                $"{operation}: the weights of {layer.ClassName} '{layer.Name}' are quantized to {layer.QuantizationMode} and cannot be "
                + "trained; train before Quantize, add a low-rank adaptation with EnableLora, or freeze the layer with Trainable = false.");
    }
}
