namespace Keras.Callbacks;

/// <summary>Calls all callbacks in order.</summary>
internal sealed class CallbackList(Model model, FitOptions options, IReadOnlyList<Callback> callbacks)
{
    public bool WatchesTrainBatches { get; } = callbacks.Any(c => c.WatchesTrainBatches);

    public bool WatchesTestBatches { get; } = callbacks.Any(c => c.WatchesTestBatches);

    public void Attach()
    {
        foreach (Callback callback in callbacks)
            callback.Attach(model, options);
    }

    public void Each(Action<Callback> call)
    {
        foreach (Callback callback in callbacks)
            call(callback);
    }
}
