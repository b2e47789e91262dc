namespace Keras.Training;

/// <summary>The default batch size (<c>keras.trainers.data_adapters.array_data_adapter</c>).</summary>
internal static class BatchSizes
{
    /// <summary>Keras's default.</summary>
    public const int Default = 32;

    /// <summary>The batch size with which so many steps use all samples; 32 if the number of steps is not given.</summary>
    public static int For(long rows, int? steps) => steps is { } count ? (int)Math.Max(1, ((rows - 1) / count) + 1) : Default;
}
