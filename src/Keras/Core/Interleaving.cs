namespace Keras.Core;

/// <summary>
/// Points at which threads meet, for tests that decide what happens there. Costs nothing noticeable where no test listens.
/// </summary>
internal static class Interleaving
{
    private static readonly AsyncLocal<Action<string>?> Listener = new();

    /// <summary>Called at each point, on the thread that is there; flows with the calls of whoever sets it.</summary>
    public static Action<string>? At
    {
        get => Listener.Value;
        set => Listener.Value = value;
    }

    public static void Point(string name) => Listener.Value?.Invoke(name);
}
