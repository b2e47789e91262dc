namespace Keras.Training;

/// <summary>Calls the callbacks of a prediction.</summary>
internal sealed class PredictCallbacks : IDisposable
{
    private readonly Model model;
    private readonly IReadOnlyList<Callback> callbacks;
    private readonly Usage? usage;

    public PredictCallbacks(Model model, IReadOnlyList<Callback> callbacks)
    {
        this.model = model;
        this.callbacks = callbacks;
        usage = callbacks.Count == 0 ? null : Usage.Enter(UsageKind.Run, "Predict", model, () => callbacks);
    }

    /// <summary>Begins the prediction.</summary>
    public void Begin(FitOptions parameters)
    {
        foreach (Callback callback in callbacks)
        {
            callback.Attach(model, parameters);
            callback.OnPredictBegin(new());
        }
    }

    /// <summary>Begins a batch.</summary>
    public void BeginBatch(int batch)
    {
        foreach (Callback callback in callbacks)
            callback.OnPredictBatchBegin(batch, new());
    }

    /// <summary>Ends a batch.</summary>
    public void EndBatch(int batch)
    {
        foreach (Callback callback in callbacks)
            callback.OnPredictBatchEnd(batch, new());
    }

    /// <summary>Ends the prediction.</summary>
    public void End()
    {
        foreach (Callback callback in callbacks)
            callback.OnPredictEnd(new());
    }

    /// <summary>Ends the run, however it ended.</summary>
    public void Dispose()
    {
        using (usage)
        {
            foreach (Callback callback in callbacks)
                callback.EndRun();
        }
    }
}
