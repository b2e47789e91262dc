namespace Keras.Layers;

/// <summary>
/// Whether configs may name programs that lie outside of the file, which reading them would load: Keras's <c>safe_mode</c>. On, but where
/// the caller trusts the file.
/// </summary>
internal sealed class SafeMode : IDisposable
{
    [ThreadStatic]
    private static bool isOff;

    private readonly bool outer = isOff;

    private SafeMode(bool isOn) => isOff = !isOn;

    /// <summary>Whether such configs are refused on this thread.</summary>
    public static bool IsOn => !isOff;

    /// <summary>Sets the mode of this thread until the result is disposed.</summary>
    /// <param name="isOn">Whether such configs are refused.</param>
    public static SafeMode Enter(bool isOn) => new(isOn);

    public void Dispose() => isOff = outer;
}
