namespace Keras.Quantizers;

/// <summary>
/// Activation-aware weight quantization to 4 bits: the weights of inputs with large activations are scaled up before, so that they lose
/// less precision (Lin et al., 2023; <c>keras.quantizers.AWQConfig</c>).
/// </summary>
public sealed class AWQConfig : CalibrationConfig
{
    /// <summary>Creates a config with tokens as calibration data.</summary>
    /// <param name="dataset">Sequences of tokens, which are concatenated; null where only the arguments are needed.</param>
    public AWQConfig(IEnumerable<int[]>? dataset)
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

    internal static AWQConfig FromConfig(Config config)
    {
        config.Ignore("dataset", "tokenizer", "quantization_layer_structure");
        return new((IEnumerable<int[]>?)null)
        {
            WeightBits = config.GetInt("weight_bits", 4),
            NumSamples = config.GetInt("num_samples", 128),
            SequenceLength = config.GetInt("sequence_length", 512),
            GroupSize = config.GetInt("group_size", 128),
            NumGridPoints = config.GetInt("num_grid_points", 20),
        };
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config
        .SetNode("dataset", null)
        .SetNode("tokenizer", null)
        .Set("weight_bits", WeightBits)
        .Set("num_samples", NumSamples)
        .Set("sequence_length", SequenceLength)
        .Set("group_size", GroupSize)
        .Set("num_grid_points", NumGridPoints)
        .SetNode("quantization_layer_structure", null);
}
