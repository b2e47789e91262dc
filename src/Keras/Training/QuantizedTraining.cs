using Keras.Layers;

namespace Keras.Training;

/// <summary>Refuses to train quantized weights, which gradients cannot change.</summary>
internal static class QuantizedTraining
{
    /// <summary>
    /// Refuses a model with quantized layers that are not frozen, unless a low-rank adaptation of one of them is to be trained.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="operation">The called method: "Fit".</param>
    /// <exception cref="InvalidOperationException">There is nothing that training could change in such a layer but its bias.</exception>
    public static void Check(Model model, string operation)
    {
        LoraLayer[] layers = [.. model.Tree().OfType<LoraLayer>().Where(l => l.IsFixed)];
        if (Array.Find(layers, l => l.Trainable) is { } layer && !Array.Exists(layers, l => l.LoraRank is not null))
            throw new InvalidOperationException(
                $"{operation}: the weights of {layer.ClassName} '{layer.Name}' are quantized to {layer.QuantizationMode} and cannot be "
                + "trained; train before Quantize, add a low-rank adaptation with EnableLora, or freeze the layer with Trainable = false.");
    }
}
