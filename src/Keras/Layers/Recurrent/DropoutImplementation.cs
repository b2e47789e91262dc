namespace Keras.Layers;

/// <summary>
/// The argument <c>implementation</c> of Keras 2: 1 for a dropout mask for each gate, 2 (default) for one that all gates share. Without
/// dropout both compute the same.
/// </summary>
internal static class DropoutImplementation
{
    public static bool Read(Config config, string key) => config.GetInt(key, 2) == 1;
}
