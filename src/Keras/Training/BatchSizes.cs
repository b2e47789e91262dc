namespace Keras.Training;

/// <summary>The batch size where none was given (<c>keras.trainers.data_adapters.array_data_adapter</c>).</summary>
internal static class BatchSizes
{
    /// <summary>Keras's default.</summary>
    public const int Default = 32;

    /// <summary>So many that the steps use all samples, or 32.</summary>
    public static int For(long rows, int? steps) => steps is { } count ? (int)Math.Max(1, ((rows - 1) / count) + 1) : Default;
}
