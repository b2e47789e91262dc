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

    /// <summary>Reports a warning that is about to be printed; the progress bar ends its line first.</summary>
    public void Warn(string warning)
    {
        foreach (ProgbarLogger logger in callbacks.OfType<ProgbarLogger>())
            logger.Pause();
        Each(callback => callback.OnWarning(warning));
    }

    /// <summary>Ends the run, however it ended.</summary>
    public void EndRun() => Each(callback => callback.EndRun());

    /// <summary>Ends an epoch.</summary>
    public void EndEpoch(int epoch, Logs logs) => Each(callback =>
    {
        callback.OnEpochEnd(epoch, logs);
        callback.LastEpoch = epoch;
    });

    /// <summary>The states of the callbacks that have one, by key.</summary>
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
    /// Restores the states of the callbacks of a training that resumes. A callback after the one that saved the model had not yet received
    /// the end of the last epoch; it receives it now.
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

    // Callbacks with equal keys are distinguished by their order.
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
