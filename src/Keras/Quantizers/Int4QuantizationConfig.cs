using TensorFlow;

namespace Keras.Quantizers;

/// <summary>
/// 4-bit weights, packed two to a byte: with a scale and a zero point for each block of inputs, or one scale for each unit
/// (<c>keras.quantizers.Int4QuantizationConfig</c>).
/// </summary>
[KerasSerializable]
public sealed partial class Int4QuantizationConfig : QuantizationConfig
{
    /// <summary>Creates a config.</summary>
    /// <param name="blockSize">The number of inputs that share a scale; -1 for one scale for each unit. Default: 128.</param>
    /// <param name="weightQuantizer">The weight quantizer, without blocks only. Default: the layer's own.</param>
    /// <param name="activationQuantizer">The quantizer of inputs, without blocks only. Default: none, inputs stay as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The block size is neither -1 nor at least 1.</exception>
    /// <exception cref="ArgumentException">There are quantizers and blocks, or the weight quantizer gives other integers than int8 in
    /// [-8, 7].</exception>
    public Int4QuantizationConfig(int blockSize = 128, Quantizer? weightQuantizer = null, Quantizer? activationQuantizer = null)
        : base(weightQuantizer, activationQuantizer)
    {
        if (blockSize != -1 && blockSize < 1)
            throw new ArgumentOutOfRangeException(nameof(blockSize), blockSize,
                $"Int4QuantizationConfig: expected a block size of -1 or at least 1, got {blockSize}.");
        if (blockSize > 0 && (weightQuantizer ?? activationQuantizer) is not null)
            throw new ArgumentException(
                $"Int4QuantizationConfig: blocks have a quantizer of their own, got a block size of {blockSize} and a quantizer; "
                + "set the block size to -1, or leave the quantizers out.", nameof(blockSize));
        if (weightQuantizer is { } quantizer && quantizer.OutputDType != DType.Int8)
            throw new ArgumentException(
                $"Int4QuantizationConfig: expected a weight quantizer that gives int8, got {quantizer.OutputDType.StandardName}.",
                nameof(weightQuantizer));
        if (weightQuantizer is AbsMaxQuantizer { Minimum: var least, Maximum: var most } && (least, most) != (-8, 7))
            throw new ArgumentException(
                $"Int4QuantizationConfig: expected a weight quantizer of the range [-8, 7], got [{least}, {most}].",
                nameof(weightQuantizer));
        BlockSize = blockSize;
    }

    /// <inheritdoc/>
    public override string Mode => "int4";

    /// <summary>The number of inputs that share a scale; -1 for one scale for each unit.</summary>
    [ConfigArgument(Reader = nameof(ReadBlockSize))]
    public int BlockSize { get; }

    internal override string PolicyMode => $"int4/{BlockSize}";

    // Files of releases without blocks have no block size.
    private static int ReadBlockSize(Config config) => config.GetInt("block_size", -1);
}
