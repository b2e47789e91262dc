using TensorFlow;

namespace Keras.Layers;

/// <summary>
/// The base of layers with low-rank adaptation (LoRA; Hu et al., 2021): a frozen weight, and a product of two small matrices that is added
/// to it and trained instead.
/// </summary>
[KerasSerializable]
public abstract class LoraLayer : Layer
{
    private readonly LowRankAdaptation lora;
    private QuantizationConfig? quantizationConfig;

    private protected LoraLayer() => lora = new(this);

    /// <summary>The rank of the low-rank adaptation, with which the weight is frozen. Default: null, none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rank is less than 1.</exception>
    [ConfigArgument(Order = 1, Writer = nameof(WriteLora))]
    public int? LoraRank
    {
        get => lora.Rank;
        init => lora.Rank = value;
    }

    /// <summary>The numerator of the scale of the product, alpha / <see cref="LoraRank"/>. Default: the rank.</summary>
    [ConfigArgument(Order = 1, Writer = "")]
    public double? LoraAlpha
    {
        get => lora.Alpha;
        init => lora.Alpha = value;
    }

    /// <summary>
    /// The quantization config of the weights; null where they are not quantized, or only the policy tells the mode. Set by <see
    /// cref="Layer.Quantize"/>.
    /// </summary>
    [ConfigArgument(Order = 1, Writer = "")]
    public QuantizationConfig? QuantizationConfig
    {
        get => quantizationConfig;
        init => quantizationConfig = value;
    }

    /// <summary>The adapted weight; null before the layer is built.</summary>
    private protected abstract Weight? AdaptedWeight { get; }

    /// <inheritdoc/>
    protected internal override bool MixesSamples => Quantized is { MixesSamples: true } || base.MixesSamples;

    /// <summary>The integers and scales that calibration found, until they take the place of the weight.</summary>
    internal CalibratedValues? Calibrated { get; set; }

    /// <summary>The kernel before it is quantized.</summary>
    internal Weight KernelInFullPrecision() => AdaptedWeight!;

    /// <summary>The product of the kernel, of layers that can be calibrated.</summary>
    internal virtual KernelForm? CalibrationForm => null;

    /// <summary>Whether training leaves the weight as it is, because it is quantized.</summary>
    internal bool IsFixed => Quantized is { IsFixed: true };

    /// <summary>The quantized weights that replace the kernel; null where the layer is not quantized.</summary>
    private protected QuantizedWeights? Quantized { get; set; }

    /// <summary>
    /// Enables low-rank adaptation: freezes the weight and adds the product of two trainable matrices to it. A model that was trained
    /// before has to be compiled anew with a new optimizer before it trains on.
    /// </summary>
    /// <param name="rank">The rank: the inner dimension of the product.</param>
    /// <param name="alpha">The numerator of the product's scale, alpha / rank. Default: the rank.</param>
    /// <param name="aInitializer">The initializer of the first matrix. Default: he_uniform.</param>
    /// <param name="bInitializer">The initializer of the second matrix. Default: zeros, so that nothing changes at first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rank is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The layer is not built, has a constraint on the weight, is adapted already, or is in a
    /// model that is being trained or evaluated.</exception>
    /// <exception cref="NotSupportedException">The weight is quantized to another mode than int8 and int4.</exception>
    public void EnableLora(int rank, double? alpha = null, Initializer? aInitializer = null, Initializer? bInitializer = null)
    {
        if (Quantized is { TakesLora: false })
            throw new NotSupportedException(
                $"{ClassName} '{Name}': a low-rank adaptation does not go with weights that are quantized to {QuantizationMode}; "
                + "quantize to int8 or int4.");
        lora.Enable(Target, rank, alpha, aInitializer, bInitializer);
    }

    /// <summary>The product is a part of the weight in files, as in Keras, and begins anew when they are read.</summary>
    protected internal override IReadOnlyList<Weight> SavedWeights =>
        Quantized?.Saved(lora.Saved(OwnWeights)) ?? lora.Saved(OwnWeights);

    // Rounding anew what is rounded already would lose precision with each file.
    internal override IReadOnlyList<Weight> SavedWeightsIn(int count) => Quantized?.SavedIn(count, SavedWeights) ?? SavedWeights;

    /// <inheritdoc/>
    protected internal override Tensor ReadSaved(Weight weight) => Quantized is { } quantized && lora.IsEnabled && !lora.IsZero()
        ? quantized.Merged(weight, lora.Delta)
        : Quantized is null ? lora.Read(weight, AdaptedWeight) : weight.Read();

    /// <summary>The shape of the weight, and what the layer has for it, where it was quantized.</summary>
    private protected abstract LoraTarget Original(Weight weight);

    /// <summary>Adds the matrices to a weight that was just created, where the layer has a rank. The last step of a <c>Build</c>.</summary>
    private protected void BuildLora()
    {
        if (LoraRank is not null && Quantized is { TakesLora: false })
            throw new NotSupportedException(
                $"{ClassName} '{Name}': a low-rank adaptation does not go with weights that are quantized to {QuantizationMode}; "
                + "set no LoraRank.");
        lora.Build(Target!);
    }

    /// <summary>The weight as the layer computes with it: with the product, if there is one.</summary>
    private protected Symbol Adapted() => lora.Apply(AdaptedWeight!.ToSymbol());

    /// <summary>The output of quantized weights with that of the matrices, if there are any.</summary>
    private protected Symbol WithLora(Symbol output, Func<Symbol, Symbol> first) => lora.Beside(output, first);

    /// <summary>Puts quantized weights in the place of a weight.</summary>
    private protected void Replace(Weight original, QuantizedWeights quantized, QuantizationConfig config)
    {
        quantized.CreateFrom(original);
        (Quantized, quantizationConfig) = (quantized, config);
        if (!quantized.KeepsOriginal)
            RemoveWeight(original);
    }

    private protected override void CheckQuantizable(QuantizationConfig config)
    {
        base.CheckQuantizable(config);
        if (LoraRank is not null && config.Mode is not ("int8" or "int4"))
            throw new NotSupportedException(
                $"{ClassName} '{Name}': a low-rank adaptation does not go with weights that are quantized to {config.Mode}; "
                + "quantize to int8 or int4.");
    }

    private protected void WriteLora(Config config)
    {
        lora.Write(config);
        if (QuantizationConfig is not null)
            config.Set("quantization_config", QuantizationConfig);
    }

    private LoraTarget? Target => AdaptedWeight is not { } weight ? null : Quantized is null ? LoraTarget.Of(weight) : Original(weight);
}
