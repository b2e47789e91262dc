namespace Keras.Quantizers;

/// <summary>
/// Weight quantization with second-order information: the quantization error of each weight is compensated by the weights that are not
/// quantized yet (Frantar et al., 2022; <c>keras.quantizers.GPTQConfig</c>).
/// </summary>
[KerasSerializable(Ignored = ["dataset", "tokenizer", "quantization_layer_structure"])]
[ConfigOrder(nameof(WeightBits), nameof(NumSamples), nameof(PerChannel), nameof(SequenceLength), nameof(HessianDamping),
    nameof(GroupSize), nameof(Symmetric), nameof(ActivationOrder), nameof(LayerStructure))]
public sealed partial class GPTQConfig : CalibrationConfig
{
    /// <summary>Creates a config with tokens as calibration data.</summary>
    /// <param name="dataset">Sequences of tokens, which are concatenated; null where only the arguments are needed.</param>
    [ConfigConstructor]
    public GPTQConfig([ConfigArgument(Reader = nameof(NoDataset))] IEnumerable<int[]>? dataset)
        : base(dataset)
    {
    }

    /// <summary>Creates a config with texts as calibration data.</summary>
    /// <param name="dataset">The texts.</param>
    /// <param name="tokenizer">Splits a text into tokens.</param>
    public GPTQConfig(IEnumerable<string> dataset, Func<string, int[]> tokenizer)
        : base(dataset, tokenizer)
    {
    }

    /// <inheritdoc/>
    public override string Mode => "gptq";

    /// <summary>The number of bits per weight: 2, 3, 4 or 8. Default: 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is another.</exception>
    public int WeightBits
    {
        get;
        init => field = value is 2 or 3 or 4 or 8 ? value : throw new ArgumentOutOfRangeException(nameof(WeightBits), value,
            $"GPTQConfig: expected 2, 3, 4 or 8 bits, got {value}.");
    } = 4;

    /// <summary>Whether each output channel has a scale and a zero point of its own. Default: true.</summary>
    public bool PerChannel { get; init; } = true;

    /// <summary>
    /// The damping of the Hessian: the fraction of the mean of its diagonal that is added to the diagonal, so that the Hessian is
    /// invertible, in [0, 1]. Default: 0.01.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in [0, 1].</exception>
    public double HessianDamping
    {
        get;
        init => field = value is >= 0 and <= 1 ? Hyperparameter.Meant(value) : throw new ArgumentOutOfRangeException(
            nameof(HessianDamping), value, string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"GPTQConfig: expected a Hessian damping in [0, 1], got {value}."));
    } = 0.01;

    /// <summary>Whether the quantization range is symmetric around 0. Default: false.</summary>
    public bool Symmetric { get; init; }

    /// <summary>Whether inputs are quantized in the order of their activations' magnitude, the largest first. Default: false.</summary>
    public bool ActivationOrder { get; init; }

    internal override int Bits => WeightBits;
}
