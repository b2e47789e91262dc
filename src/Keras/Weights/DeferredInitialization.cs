namespace Keras.Weights;

/// <summary>
/// While a model is read from a file, its weights are not initialized: the file has their values, and a hostile file must not make the
/// process allocate more than it holds.
/// </summary>
internal sealed class DeferredInitialization : IDisposable
{
    [ThreadStatic]
    private static int depth;

    public DeferredInitialization() => depth++;

    /// <summary>Whether a model is being read on this thread.</summary>
    public static bool IsActive => depth > 0;

    public void Dispose() => depth--;
}
