namespace Keras;

/// <content>Disposal, with the last layer or model that has this one.</content>
public abstract partial class Layer
{
    private int holders;

    /// <summary>Whether the object was disposed.</summary>
    internal bool IsDisposed { get; private set; }

    /// <summary>
    /// Frees its weights, and those of the layers inside of it that are in no other layer or model. A layer that is in a model lives as
    /// long as the model: disposing it before does nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">A model that has this layer is being trained or evaluated.</exception>
    public void Dispose()
    {
        using Usage usage = Usage.Enter(UsageKind.Change, "Dispose", this, Disposed);
        if (!IsDisposed && holders <= 0 && HasToFree)
        {
            IsDisposed = true;
            Dispose(disposing: true);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Whether there is anything to free; otherwise the layer goes on for models that come later.</summary>
    private protected virtual bool HasToFree => true;

    /// <summary>Frees the weights.</summary>
    /// <param name="disposing">Whether the call comes from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        functions?.Dispose();
        foreach (Weight weight in ownWeights)
            weight.Dispose();
        foreach (SeedGenerator generator in seedGenerators)
            generator.State.Dispose();
        foreach (Weight state in UnsavedState)
            state.Dispose();
        foreach (Layer layer in ownLayers)
            layer.Release();
    }

    private protected void ThrowIfDisposed()
    {
        if (IsDisposed)
            throw new ObjectDisposedException(
                Name, $"{ClassName} '{Name}' was disposed, by itself or with the last model that had it; make a new one, or dispose that "
                    + "model later.");
    }

    // Given up by one that has it.
    private void Release()
    {
        if (Interlocked.Decrement(ref holders) <= 0)
            Dispose();
    }

    private IEnumerable<object> Disposed() => [this, .. ownLayers.Where(l => l.holders <= 1).SelectMany(l => l.Disposed())];
}
