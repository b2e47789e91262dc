using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the pooling layers, which reduce each window of each channel to one value.</summary>
[KerasSerializable]
public abstract class Pooling : Layer
{
    private readonly int[] poolSize;
    private readonly int[] strides;

    private protected Pooling(int axes, SpatialSizes poolSize, SpatialSizes strides, string padding)
    {
        this.poolSize = poolSize.For(axes, 2, $"{ClassName}, poolSize");
        this.strides = strides.IsDefault ? this.poolSize : strides.For(axes, 1, $"{ClassName}, strides");
        Padding = padding is "valid" or "same" ? padding
            : throw new ArgumentException($"{ClassName}: expected the padding valid or same, got '{padding}'.", nameof(padding));
    }

    /// <summary>The size of the pooling window along each spatial axis.</summary>
    public IReadOnlyList<int> PoolSize => poolSize;

    /// <summary>"valid" for no padding, or "same" for as many windows as the length divided by the stride.</summary>
    public string Padding { get; }

    /// <summary>The strides along each spatial axis.</summary>
    public IReadOnlyList<int> Strides => strides;

    /// <summary>"channels_last" (default) or "channels_first".</summary>
    public string DataFormat { get; init => field = DataFormats.Check(value, ClassName); } = DataFormats.ChannelsLast;

    /// <inheritdoc/>
    protected internal override bool HasBuildConfig => false;

    /// <inheritdoc/>
    protected internal override bool PrefersCompilation => false;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        SpatialInput.RequireRank(this, x.Shape, poolSize.Length, DataFormat);
        int first = DataFormat == DataFormats.ChannelsFirst ? 2 : 1;
        for (int i = 0; i < poolSize.Length && Padding == "valid"; i++)
        {
            if (x.Shape[first + i] >= 0 && x.Shape[first + i] < poolSize[i])
                throw new ShapeException(
                    $"{ClassName} '{Name}': windows of {SpatialSizes.Create(poolSize)} do not fit into {x.Shape}; use smaller ones or "
                    + "padding 'same'.");
        }

        return Pool(x, SpatialSizes.Create(poolSize), SpatialSizes.Create(strides));
    }

    private protected abstract Symbol Pool(Symbol x, SpatialSizes size, SpatialSizes steps);
}
