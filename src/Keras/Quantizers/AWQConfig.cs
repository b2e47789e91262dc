namespace Keras.Quantizers;

/// <summary>
/// Activation-aware weight quantization to 4 bits: the weights of inputs with large activations are scaled up before, so that they lose
/// less precision (Lin et al., 2023; <c>keras.quantizers.AWQConfig</c>).
/// </summary>
[KerasSerializable(Ignored = ["dataset", "tokenizer", "quantization_layer_structure"])]
[ConfigOrder(nameof(WeightBits), nameof(NumSamples), nameof(SequenceLength), nameof(GroupSize), nameof(NumGridPoints),
    nameof(LayerStructure))]
public sealed partial class AWQConfig : CalibrationConfig
{
    /// <summary>Creates a config with tokens as calibration data.</summary>
    /// <param name="dataset">Sequences of tokens, which are concatenated; null where only the arguments are needed.</param>
    [ConfigConstructor]
    public AWQConfig([ConfigArgument(Reader = nameof(NoDataset))] IEnumerable<int[]>? dataset)
        : base(dataset)
    {
    }

    /// <summary>Creates a config with texts as calibration data.</summary>
    /// <param name="dataset">The texts.</param>
    /// <param name="tokenizer">Splits a text into tokens.</param>
    public AWQConfig(IEnumerable<string> dataset, Func<string, int[]> tokenizer)
        : base(dataset, tokenizer)
    {
    }

    /// <inheritdoc/>
    public override string Mode => "awq";

    /// <summary>The number of bits per weight, which is 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 4.</exception>
    public int WeightBits
    {
        get;
        init => field = value == 4 ? value : throw new ArgumentOutOfRangeException(nameof(WeightBits), value,
            $"AWQConfig: expected 4 bits, got {value}.");
    } = 4;

    /// <summary>The number of grid points in the search for the exponent of the scales. Default: 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int NumGridPoints
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(NumGridPoints), value,
            $"AWQConfig: expected at least 1 grid point, got {value}.");
    } = 20;

    internal override int Bits => WeightBits;
}
