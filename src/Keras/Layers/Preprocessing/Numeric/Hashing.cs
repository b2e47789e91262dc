using TensorFlow;

namespace Keras.Layers;

/// <summary>Puts strings or integers into bins by a hash (FarmHash64, or with a salt SipHash): categories without a vocabulary.</summary>
[KerasSerializable]
[ConfigOrder(nameof(NumBins), nameof(Salt), nameof(MaskValue), nameof(OutputMode), nameof(Sparse))]
public sealed partial class Hashing : Layer
{
    private const int LargestConfig = 1 << 28;
    private readonly long[]? salt;

    /// <summary>Creates the layer.</summary>
    /// <param name="numBins">The number of bins, that of the mask value included.</param>
    /// <param name="maskValue">The string or integer that alone is in bin 0; null (default) for none.</param>
    /// <param name="salt">One or two integers, the key of a hash that is hard to foresee; null (default) for a fast hash.</param>
    /// <param name="outputMode">"int" (default): the indices of the bins, int64; "one_hot", "multi_hot" or "count": vectors with a place
    /// for each bin.</param>
    /// <param name="sparse">Refused: there are no sparse tensors here. Default: false.</param>
    /// <exception cref="ArgumentException">There is no such output mode, or the salt or mask is something else.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no bins.</exception>
    /// <exception cref="NotSupportedException">The output is to be sparse.</exception>
    public Hashing(int numBins, object? maskValue = null, IReadOnlyList<long>? salt = null, string outputMode = "int", bool sparse = false)
    {
        Required.AtLeast("Hashing", 1, numBins);
        if (salt is not (null or { Count: 1 or 2 }))
            throw new ArgumentException($"Hashing: expected one or two integers as salt, got {salt.Count}.", nameof(salt));
        OutputMode = OutputModes.Check(
            outputMode, "Hashing", OutputModes.Int, OutputModes.OneHot, OutputModes.MultiHot, OutputModes.Count);
        Sparse = OutputModes.RefuseSparse(sparse, "Hashing");
        MaskValue = maskValue switch
        {
            null or string or long => maskValue,
            int or short or byte or sbyte or ushort or uint =>
                Convert.ToInt64(maskValue, System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new ArgumentException(
                $"Hashing: expected a string or an integer as mask value, got {maskValue}.", nameof(maskValue)),
        };
        (NumBins, this.salt) = (numBins, salt is null ? null : [salt[0], salt[^1]]);
        UseDTypePolicy(OutputMode == OutputModes.Int ? DType.Int64 : DType.Float32);
    }

    /// <summary>The number of bins.</summary>
    [ConfigArgument(LargestInFile = LargestConfig)]
    public int NumBins { get; }

    /// <summary>The string or integer that alone is in bin 0; null for none.</summary>
    [ConfigArgument(Converter = typeof(TokenArgument))]
    public object? MaskValue { get; }

    /// <summary>The key of the hash, two integers; null for the fast hash.</summary>
    public IReadOnlyList<long>? Salt => salt;

    /// <summary>"int", "one_hot", "multi_hot" or "count".</summary>
    public string OutputMode { get; }

    [ConfigArgument]
    private bool Sparse { get; }

    /// <inheritdoc/>
    protected internal override bool RequiresOrdinaryKernels => true;

    /// <inheritdoc/>
    protected internal override bool Autocast => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        if (OutputMode == OutputModes.OneHot && x.Rank > 0 && x.Shape[^1] == 1)
            x = Ops.Squeeze(x, -1);
        if (OutputMode == OutputModes.Int && ComputeDType is not (DType.Int32 or DType.Int64))
            throw new ArgumentException(
                $"Hashing '{Name}': expected the dtype int32 or int64 in the output mode int, got {ComputeDType.StandardName}; "
                + "leave the dtype out.");
        return OutputModes.Encode(Bins(x), OutputMode, NumBins, ComputeDType);
    }

    private Symbol Bins(Symbol x)
    {
        int bins = NumBins;
        Symbol? isMask = null;
        if (MaskValue is not null && bins > 1)
        {
            bins--;
            isMask = RawOps.Equal(x, MaskOf(x));
        }

        if (x.DType.IsFloatingPoint)
            x = x.Cast(DType.Int64);
        if (x.DType != DType.String)
            x = RawOps.AsString(x);
        Symbol hashed = salt is null ? RawOps.StringToHashBucketFast(x, bins) : RawOps.StringToHashBucketStrong(x, bins, salt);
        return isMask is { } mask ? RawOps.SelectV2(mask, hashed.Number(0), hashed + hashed.Number(1)) : hashed;
    }

    private Symbol MaskOf(Symbol x)
    {
        if (MaskValue is string != (x.DType == DType.String))
            throw new ShapeException(
                $"Hashing '{Name}': expected {(MaskValue is string ? "strings" : "numbers")}, as the mask value {MaskValue} is, got "
                + $"{x.DType.StandardName} {x.Shape}.");
        if (MaskValue is long number)
            return x.Number(number);
        using Tensor text = Tensor.CreateStrings([(string)MaskValue!], []);
        return x.Graph.Constant(text);
    }
}
