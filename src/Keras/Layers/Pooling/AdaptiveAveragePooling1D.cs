using TensorFlow;

namespace Keras.Layers;

/// <summary>The average of windows whose number is given, for each channel: <c>[batch, steps, channels]</c>.</summary>
/// <param name="outputSize">The number of windows along each spatial axis.</param>
public sealed class AdaptiveAveragePooling1D(SpatialSizes outputSize) : AdaptivePooling(1, outputSize)
{
    internal static AdaptiveAveragePooling1D FromConfig(Config config) =>
        new(Pooling.Sizes(config, "output_size")) { DataFormat = DataFormats.Read(config) };

    private protected override Symbol Pool(Symbol x, SpatialSizes size) => Ops.AdaptiveAveragePool(x, size, DataFormat);
}
