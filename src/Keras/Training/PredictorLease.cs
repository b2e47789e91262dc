namespace Keras.Training;

/// <summary>A slot of a predictor for one call; disposing returns it. Lives on the stack: a prediction allocates nothing.</summary>
internal readonly ref struct PredictorLease(PredictorPool pool, PredictorSlot slot) : IDisposable
{
    /// <summary>The prepared call.</summary>
    public PredictorSlot Slot { get; } = slot;

    /// <summary>Returns the slot.</summary>
    public void Dispose() => pool.Return(Slot);
}
