namespace Keras.Layers;

/// <summary>Repeats the positions of volumes <c>[batch, depth, rows, columns, channels]</c>.</summary>
/// <param name="size">The factors of depth, rows and columns. Default: 2.</param>
public sealed class UpSampling3D(SpatialSizes size = default) : UpSampling(3, size)
{
    internal static UpSampling3D FromConfig(Config config) => new(Pooling.Sizes(config, "size")) { DataFormat = DataFormats.Read(config) };

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("size", [.. Size]).Set("data_format", DataFormat);
    }
}
