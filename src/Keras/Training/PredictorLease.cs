namespace Keras.Training;

/// <summary>A slot of a predictor, leased for one call; disposing returns it. On the stack, so that a prediction allocates
/// nothing.</summary>
internal readonly ref struct PredictorLease(PredictorPool pool, PredictorSlot slot) : IDisposable
{
    /// <summary>The prepared call.</summary>
    public PredictorSlot Slot { get; } = slot;

    /// <summary>Returns the slot.</summary>
    public void Dispose() => pool.Return(Slot);
}
