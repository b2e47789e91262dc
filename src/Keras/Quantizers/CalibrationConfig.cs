namespace Keras.Quantizers;

/// <summary>The arguments of quantization with calibration data: GPTQ and AWQ.</summary>
[KerasSerializable]
public abstract class CalibrationConfig : QuantizationConfig
{
    private readonly Func<IEnumerable<int[]>>? tokens;

    private protected CalibrationConfig(IEnumerable<int[]>? dataset) => tokens = dataset is null ? null : () => dataset;

    private protected CalibrationConfig(IEnumerable<string> dataset, Func<string, int[]> tokenizer)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(tokenizer);
        tokens = () => dataset.Select(tokenizer);
    }

    /// <summary>
    /// The number of calibration samples; calibration data with fewer tokens are repeated. Default: 128.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int NumSamples { get; init => field = AtLeastOne(value, nameof(NumSamples)); } = 128;

    /// <summary>The number of tokens per sample. Default: 512.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int SequenceLength { get; init => field = AtLeastOne(value, nameof(SequenceLength)); } = 512;

    /// <summary>The number of inputs that share a scale and a zero point; -1 for all inputs of a unit. Default: 128.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither -1 nor at least 1.</exception>
    public int GroupSize
    {
        get;
        init => field = value == -1 || value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(GroupSize), value,
            $"{ClassName}: expected a group size of -1 or at least 1, got {value}.");
    } = 128;

    /// <summary>The order in which layers are quantized. Default: that of the model's <c>GetQuantizationLayerStructure</c>.</summary>
    [ConfigArgument("quantization_layer_structure", Reader = nameof(NoStructure), Writer = nameof(WriteNoStructure))]
    public QuantizationLayerStructure? LayerStructure { get; init; }

    /// <summary>The number of bits per weight.</summary>
    internal abstract int Bits { get; }

    internal override string PolicyMode => $"{Mode}/{Bits}/{GroupSize}";

    /// <summary>The tokens of the calibration data, concatenated.</summary>
    /// <exception cref="ArgumentException">There are no calibration data.</exception>
    internal int[] Tokens()
    {
        if (tokens is null)
            throw new ArgumentException($"Quantize: {Mode} needs calibration data; give {ClassName} a dataset of tokens, or of texts "
                + "and a tokenizer.");
        int[] all = [.. tokens().SelectMany(t => t)];
        return all.Length > 0 ? all : throw new ArgumentException($"Quantize: the calibration data of {ClassName} are empty.");
    }

    /// <inheritdoc/>
    protected override void WriteConfig(Config config) => config.SetNode("dataset", null).SetNode("tokenizer", null);

    // Data and layers are of the program: a config has null for them.
    private protected static IEnumerable<int[]>? NoDataset(Config config) => null;

    private protected static QuantizationLayerStructure? NoStructure(Config config) => null;

    private protected static void WriteNoStructure(Config config) => config.SetNode("quantization_layer_structure", null);

    private int AtLeastOne(int value, string name) => value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value,
        $"{ClassName}: expected at least 1 as {name}, got {value}.");
}
