namespace Keras.Layers;

/// <summary>A dropout rate in configs, which is clamped to [0, 1] as in Keras.</summary>
internal static class ClampedRate
{
    public static double Read(Config config, string key, double defaultValue) => Math.Clamp(config.GetDouble(key, defaultValue), 0, 1);

    /// <summary>Whether an argument is a dropout rate, which Keras converts to a float.</summary>
    public static bool IsName(string argument) => argument is "dropout" or "recurrent_dropout";
}
