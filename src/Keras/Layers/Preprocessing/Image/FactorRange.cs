namespace Keras.Layers;

/// <summary>The range of a factor in configs: as Keras does, a layer writes the ends of the range, whichever form was given.</summary>
internal static class FactorRange
{
    public static void Write(Config config, string key, (double Lower, double Upper) range) =>
        config.SetNode(key, RandomFactor.RangeJson(range));
}
