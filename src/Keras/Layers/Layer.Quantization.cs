using Keras.Layers;
using Keras.Quantizers;
using TensorFlow;

namespace Keras;

/// <content>Quantized weights.</content>
public abstract partial class Layer
{
    /// <summary>
    /// The quantization modes of this layer itself. Default: none; sublayers have modes of their own.
    /// </summary>
    protected internal virtual IReadOnlyList<string> QuantizationModes => [];

    /// <summary>
    /// Quantizes the weights of this layer and of the sublayers that support it: predictions take less memory and lose a little precision.
    /// The weights cannot be trained any more, except by a low-rank adaptation; with "float8" they can.
    /// </summary>
    /// <param name="config">The quantization config: the name of a mode, <c>layer.Quantize("int8")</c>, or an object with its
    /// arguments.</param>
    /// <exception cref="NotSupportedException">Neither this layer nor a sublayer supports the mode.</exception>
    /// <exception cref="InvalidOperationException"> A layer is not built or is quantized already, or is in a model that is being trained or
    /// evaluated. </exception>
    /// <exception cref="ArgumentException">The layer computes in float16, which int8 does not support.</exception>
    public void Quantize(QuantizationConfig config) => QuantizeChosen(config, null);

    /// <summary>Replaces the weights of this layer by quantized ones. For layers that have <see cref="QuantizationModes"/>.</summary>
    /// <param name="config">The quantization config.</param>
    protected internal virtual void QuantizeWeights(QuantizationConfig config) => throw new NotSupportedException(
        $"{ClassName} '{Name}' has quantization modes but no QuantizeWeights; override it.");

    /// <summary>Removes and frees a weight of this layer that others replace.</summary>
    /// <param name="weight">The weight.</param>
    protected internal void RemoveWeight(Weight weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ownWeights = [.. ownWeights.Where(w => w != weight)];
        ChangeCount.Add();
        weight.Dispose();
    }

    /// <summary>Quantizes the chosen sublayers; all are checked before the first is changed.</summary>
    private protected void QuantizeChosen(QuantizationConfig config, Func<Layer, bool>? filter)
    {
        Required.Value("Quantize", "a mode such as \"int8\" or a config", config);
        ThrowIfDisposed();
        using Usage usage = Change("Quantize");
        Layer[] able = [.. Tree().Where(l => l.QuantizationModes.Contains(config.Mode))];
        Layer[] chosen = filter is null ? able : [.. able.Where(filter)];
        if (!IsBuilt)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}': Quantize needs weights, and it is not built yet; build it first, for example with an InputShape "
                + "on the first layer.");
        if (chosen.Length == 0)
            throw new NotSupportedException(able.Length > 0
                ? $"{ClassName} '{Name}': the filter chose none of the {able.Length} layers that can be quantized to {config.Mode}."
                : $"{ClassName} '{Name}': it has no weights that can be quantized to {config.Mode}; Dense, EinsumDense and, to int8 and "
                + "int4, Embedding and ReversibleEmbedding have.");
        foreach (Layer layer in chosen)
            layer.CheckQuantizable(config);
        if (config is CalibrationConfig calibration)
        {
            Calibration.Run(this, calibration, LayerStructureOf(calibration), [.. chosen.OfType<LoraLayer>()]);
            return;
        }

        foreach (Layer layer in chosen)
            layer.QuantizeNow(config);
    }

    /// <summary>Quantizes the weights of this layer itself.</summary>
    internal void QuantizeNow(QuantizationConfig config)
    {
        QuantizeWeights(config);
        dtypePolicy = DTypePolicies.Quantized(config.PolicyMode, ResolvedPolicy.Name);
        MarkChanged();
    }

    /// <summary>The order in which calibration quantizes the sublayers.</summary>
    private protected virtual QuantizationLayerStructure? LayerStructureOf(CalibrationConfig config) => config.LayerStructure;

    /// <summary>Checks that this layer supports a mode.</summary>
    private protected virtual void CheckQuantizable(QuantizationConfig config)
    {
        if (!IsBuilt)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}': Quantize needs weights, and it is not built yet; build the model first.");
        if (QuantizationMode is not null)
            throw new InvalidOperationException(
                $"{ClassName} '{Name}' is quantized already ({ResolvedPolicy.Name}), and can be only once; load the weights of before "
                + "into a new model.");
        if (config.Mode == "int8" && ComputeDType == DType.Float16)
            throw new ArgumentException(
                $"{ClassName} '{Name}': int8 does not go with float16, in which it computes; use the policy mixed_bfloat16 or float32.",
                nameof(config));
    }

    // A policy of quantized weights that the layer has none for would be ignored without a word.
    private void CheckPolicy()
    {
        if (ownLayers.Length == 0 && ResolvedPolicy is QuantizedDTypePolicy { Mode: var mode } policy && !QuantizationModes.Contains(mode))
            throw new NotSupportedException(
                $"{ClassName} '{Name}': it has no weights that can be quantized to {mode}, got the policy '{policy.Name}'.");
    }
}
