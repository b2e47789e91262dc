namespace Keras.Layers;

/// <summary>
/// The argument <c>implementation</c> of releases of Keras 2: 1 for a mask of dropout for each gate, 2 (default) for one for all of them.
/// Otherwise both compute the same.
/// </summary>
internal static class DropoutImplementation
{
    public static bool Read(Config config, string key) => config.GetInt(key, 2) == 1;
}
