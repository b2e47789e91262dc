namespace Keras.Layers;

/// <summary>A rate of dropout in configs: as in Keras, one out of [0, 1] counts as the nearest that is in.</summary>
internal static class ClampedRate
{
    public static double Read(Config config, string key, double defaultValue) => Math.Clamp(config.GetDouble(key, defaultValue), 0, 1);

    /// <summary>Whether an argument is a rate of dropout, which Keras turns into a float.</summary>
    public static bool IsName(string argument) => argument is "dropout" or "recurrent_dropout";
}
