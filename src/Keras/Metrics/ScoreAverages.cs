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

    public static ScoreAverage FromConfig(Config config) => config.GetString("average", null) switch
    {
        null => ScoreAverage.None,
        "micro" => ScoreAverage.Micro,
        "macro" => ScoreAverage.Macro,
        "weighted" => ScoreAverage.Weighted,
        string other => throw new UnknownNameException("average", other, ["micro", "macro", "weighted"]),
    };
}
