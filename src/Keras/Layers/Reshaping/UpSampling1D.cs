namespace Keras.Layers;

/// <summary>Repeats each step: <c>[batch, steps, channels]</c> becomes <c>[batch, size · steps, channels]</c>.</summary>
/// <param name="size">The number of repetitions. Default: 2.</param>
public sealed class UpSampling1D(int size = 2) : UpSampling(1, size)
{
    internal static UpSampling1D FromConfig(Config config) => new(config.GetInt("size", 2));

    /// <inheritdoc/>
    protected override void WriteConfig(Config config)
    {
        base.WriteConfig(config);
        config.Set("size", Size[0]);
    }
}
