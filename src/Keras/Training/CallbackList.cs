using Keras.Callbacks;

namespace Keras.Training;

/// <summary>Calls all callbacks in order.</summary>
internal sealed class CallbackList(Model model, FitOptions options, IReadOnlyList<Callback> callbacks)
{
    public bool WatchesTrainBatches { get; } = callbacks.Any(c => c.WatchesTrainBatches);

    public bool WatchesTestBatches { get; } = callbacks.Any(c => c.WatchesTestBatches);

    /// <param name="firstBatch">The batch with which the first epoch begins.</param>
    public void Attach(int firstBatch = 0)
    {
        foreach (Callback callback in callbacks)
        {
            callback.Attach(model, options);
            callback.LastEpoch = options.InitialEpoch - 1;
            callback.FirstBatch = firstBatch;
        }
    }

    public void Each(Action<Callback> call)
    {
        foreach (Callback callback in callbacks)
            call(callback);
    }

    /// <summary>Tells a warning, which is printed then: a line of progress ends before.</summary>
    public void Warn(string warning)
    {
        foreach (ProgbarLogger logger in callbacks.OfType<ProgbarLogger>())
            logger.Pause();
        Each(callback => callback.OnWarning(warning));
    }

    /// <summary>Tells of the end of the run, however it ended.</summary>
    public void EndRun() => Each(callback => callback.EndRun());

    /// <summary>Tells of the end of an epoch.</summary>
    public void EndEpoch(int epoch, Logs logs) => Each(callback =>
    {
        callback.OnEpochEnd(epoch, logs);
        callback.LastEpoch = epoch;
    });

    /// <summary>The states of those that have one, by key.</summary>
    public Dictionary<string, CallbackState> SaveStates()
    {
        Dictionary<string, CallbackState> states = new(StringComparer.Ordinal);
        foreach ((string key, Callback callback) in WithKeys())
        {
            if (callback.SaveState() is { } state)
                states[key] = state;
        }

        return states;
    }

    /// <summary>
    /// Gives callbacks the states of the training that is resumed. One that had not yet seen the end of the last epoch when the state was
    /// saved, because it comes after the one that saved the model, sees that end now.
    /// </summary>
    public void RestoreStates(TrainingState training)
    {
        foreach ((string key, Callback callback) in WithKeys())
        {
            if (!training.Callbacks.TryGetValue(key, out CallbackState? state))
                continue;
            callback.RestoreState(state);
            callback.LastEpoch = state.Epoch;
            if (training.Epoch != options.InitialEpoch - 1 || state.Epoch >= training.Epoch)
                continue;
            callback.OnEpochEnd(training.Epoch, training.Logs);
            callback.LastEpoch = training.Epoch;
        }
    }

    // Two of one kind that watch the same are told apart by their order.
    private IEnumerable<(string Key, Callback Callback)> WithKeys()
    {
        Dictionary<string, int> uses = new(StringComparer.Ordinal);
        foreach (Callback callback in callbacks)
        {
            if (callback.StateKey is not { } key)
                continue;
            int used = uses.GetValueOrDefault(key);
            uses[key] = used + 1;
            yield return (used == 0 ? key : $"{key}#{used}", callback);
        }
    }
}
