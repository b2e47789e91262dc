namespace Keras.Core;

/// <summary>
/// Warnings about a program that is being written, such as a softmax over one class: told to the training that writes it.
/// </summary>
internal static class Warnings
{
    [ThreadStatic]
    private static Action<string>? current;

    /// <summary>Reports something that is allowed and hardly meant; nothing where no training listens.</summary>
    public static void Tell(string warning) => current?.Invoke(warning);

    /// <summary>Listens on this thread until the result is disposed.</summary>
    public static Listener Listen(Action<string> listener) => new(listener);

    /// <summary>The time of listening.</summary>
    public readonly struct Listener : IDisposable
    {
        private readonly Action<string>? outer;

        public Listener(Action<string> listener)
        {
            outer = current;
            current = listener;
        }

        public void Dispose() => current = outer;
    }
}
