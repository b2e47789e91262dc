namespace Keras.Quantizers;

/// <summary>
/// Quantization to 4 bits that scales inputs so that those of large magnitude lose less (Lin et al., 2023;
/// <c>keras.quantizers.AWQConfig</c>).
/// </summary>
public sealed class AWQConfig : CalibrationConfig
{
    /// <summary>Calibrates with tokens.</summary>
    /// <param name="dataset">Lists of tokens, which are put behind one another; null where only the arguments are wanted.</param>
    public AWQConfig(IEnumerable<int[]>? dataset)
        : base(dataset)
    {
    }

    /// <summary>Calibrates with texts.</summary>
    /// <param name="dataset">The texts.</param>
    /// <param name="tokenizer">From a text to its tokens.</param>
    public AWQConfig(IEnumerable<string> dataset, Func<string, int[]> tokenizer)
        : base(dataset, tokenizer)
    {
    }

    /// <inheritdoc/>
    public override string Mode => "awq";

    /// <summary>The bits of a weight: AWQ has 4 only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another number.</exception>
    public int WeightBits
    {
        get;
        init => field = value == 4 ? value : throw new ArgumentOutOfRangeException(nameof(WeightBits), value,
            $"AWQConfig: expected 4 bits, got {value}.");
    } = 4;

    /// <summary>The number of powers of the magnitudes that are tried as scales. Default: 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
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
