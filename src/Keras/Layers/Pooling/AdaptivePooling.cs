using TensorFlow;

namespace Keras.Layers;

/// <summary>The base of the adaptive pooling layers, whose output has a given size, whatever the input's.</summary>
[KerasSerializable]
public abstract class AdaptivePooling : Layer
{
    private readonly int[] outputSize;

    private protected AdaptivePooling(int axes, SpatialSizes outputSize) => this.outputSize = outputSize.IsDefault
        ? throw new ArgumentException(
            $"{ClassName}: expected an output size, got none; give its length along each spatial axis.", nameof(outputSize))
        : outputSize.For(axes, 1, $"{ClassName}, outputSize");

    /// <summary>The size of the output along each spatial axis.</summary>
    public IReadOnlyList<int> OutputSize => outputSize;

    /// <summary>"channels_last" (default) or "channels_first".</summary>
    public string DataFormat { get; init => field = DataFormats.Check(value, ClassName); } = DataFormats.ChannelsLast;

    /// <inheritdoc/>
    protected override Symbol Call(Symbol x, CallContext context)
    {
        SpatialInput.RequireRank(this, x.Shape, outputSize.Length, DataFormat);
        return Pool(x, SpatialSizes.Create(outputSize));
    }

    private protected abstract Symbol Pool(Symbol x, SpatialSizes size);
}
