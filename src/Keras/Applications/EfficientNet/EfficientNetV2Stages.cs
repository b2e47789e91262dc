namespace Keras.Applications;

/// <summary>The blocks of the variants of EfficientNetV2.</summary>
internal static class EfficientNetV2Stages
{
    /// <summary>B0 to B3, which are scaled.</summary>
    public static readonly EfficientNetStage[] Base =
    [
        Fused(1, 32, 16, 1, 1), Fused(2, 16, 32, 4, 2), Fused(2, 32, 48, 4, 2),
        new(3, 3, 48, 96, 4, 2), new(3, 5, 96, 112, 6, 1), new(3, 8, 112, 192, 6, 2),
    ];

    public static readonly EfficientNetStage[] Small =
    [
        Fused(2, 24, 24, 1, 1), Fused(4, 24, 48, 4, 2), Fused(4, 48, 64, 4, 2),
        new(3, 6, 64, 128, 4, 2), new(3, 9, 128, 160, 6, 1), new(3, 15, 160, 256, 6, 2),
    ];

    public static readonly EfficientNetStage[] Medium =
    [
        Fused(3, 24, 24, 1, 1), Fused(5, 24, 48, 4, 2), Fused(5, 48, 80, 4, 2),
        new(3, 7, 80, 160, 4, 2), new(3, 14, 160, 176, 6, 1), new(3, 18, 176, 304, 6, 2), new(3, 5, 304, 512, 6, 1),
    ];

    public static readonly EfficientNetStage[] Large =
    [
        Fused(4, 32, 32, 1, 1), Fused(7, 32, 64, 4, 2), Fused(7, 64, 96, 4, 2),
        new(3, 10, 96, 192, 4, 2), new(3, 19, 192, 224, 6, 1), new(3, 25, 224, 384, 6, 2), new(3, 7, 384, 640, 6, 1),
    ];

    private static EfficientNetStage Fused(int repeats, int filtersIn, int filtersOut, int expansion, int stride) =>
        new(3, repeats, filtersIn, filtersOut, expansion, stride, Excites: false, IsFused: true);
}
