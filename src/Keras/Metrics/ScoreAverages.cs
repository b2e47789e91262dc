namespace Keras.Metrics;

/// <summary>The Keras names of averages.</summary>
internal static class ScoreAverages
{
    public static string? NameOf(ScoreAverage average) => average switch
    {
        ScoreAverage.Micro => "micro",
        ScoreAverage.Macro => "macro",
        ScoreAverage.Weighted => "weighted",
        _ => null,
    };
}
