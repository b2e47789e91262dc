using TensorFlow;

namespace Keras.Layers;

/// <summary>The average of windows whose number is given, for each channel: <c>[batch, rows, columns, channels]</c>.</summary>
/// <param name="outputSize">The number of windows along each spatial axis.</param>
public sealed class AdaptiveAveragePooling2D(SpatialSizes outputSize) : AdaptivePooling(2, outputSize)
{
    internal static AdaptiveAveragePooling2D FromConfig(Config config) =>
        new(Pooling.Sizes(config, "output_size")) { DataFormat = DataFormats.Read(config) };

    private protected override Symbol Pool(Symbol x, SpatialSizes size) => Ops.AdaptiveAveragePool(x, size, DataFormat);
}
