using Keras.Callbacks;
using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The state of a model's training besides the weights and the optimizer's state, so that training can resume as if it had not been
/// interrupted: the seed of the order of the samples, the last epoch, the states of callbacks, and the weights of the last step if others
/// replaced them. It is saved with the model.
/// </summary>
internal sealed class TrainingState : IDisposable
{
    private long? seed;
    private long seedGeneration;
    private (CallbackList List, Func<EpochPosition?> Position, int Thread)? running;

    // Callbacks may add to the logs of an epoch while another thread saves them.
    private Logs latest = new();

    /// <summary>
    /// Guards the state while another thread than the training one saves it, and while parts of it are replaced.
    /// </summary>
    public Lock Gate { get; } = new();

    /// <summary>The last finished epoch, from 0; -1 before there is one.</summary>
    public int Epoch { get; set; } = -1;

    /// <summary>The logs of that epoch.</summary>
    public Logs Logs { get; set; } = new();

    /// <summary>The states of callbacks, by their keys.</summary>
    public Dictionary<string, CallbackState> Callbacks { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The position of the training at the last <see cref="Capture"/>; null at the beginning of the epoch after <see
    /// cref="Epoch"/>.</summary>
    public EpochPosition? Position { get; private set; }

    /// <summary>The weights from which training resumes, if others replaced them at its end; otherwise null.</summary>
    public RawWeights? Raw { get; private set; }

    /// <summary>The monitored value if the file being written is the best so far; otherwise null.</summary>
    public BestNumber? Best { get; set; }

    /// <summary>Whether there is no state to save.</summary>
    public bool IsEmpty => seed is null && Epoch < 0 && Position is null;

    /// <summary>
    /// The seed of the order of the samples if <c>Fit</c> is given none: drawn once, and again after <see cref="Runtime.Seed"/> was set.
    /// </summary>
    public long Seed()
    {
        if (seed is not { } known || seedGeneration != Runtime.SeedGeneration)
            Seed(known = RandomSeeds.Next());
        return known;
    }

    /// <summary>Sets the seed of the order.</summary>
    public void Seed(long value) => (seed, seedGeneration) = (value, Runtime.SeedGeneration);

    /// <summary>The seed of the order; null if none was drawn.</summary>
    public long? KnownSeed => seed;

    /// <summary>The epoch in which training resumes; null if the model was not trained.</summary>
    /// <param name="iterations">The number of iterations of the model's optimizers; a position of another number is ignored.</param>
    public int? NextEpoch(long iterations) =>
        Position is { IsWithinEpoch: true } position && position.Iterations == iterations ? position.Epoch : Epoch >= 0 ? Epoch + 1 : null;

    /// <summary>Removes the position, which is outdated once a training begins.</summary>
    /// <returns>The position if training resumes from it, otherwise null; the caller disposes it.</returns>
    public EpochPosition? TakePosition(FitOptions options, long iterations)
    {
        lock (Gate)
        {
            (EpochPosition? position, Position) = (Position, null);
            if (position is null || (position.Iterations == iterations && position.Epoch == options.InitialEpoch
                && (options.Resume || (!position.IsWithinEpoch && options.InitialEpoch > 0))))
                return position;
            position.Dispose();
            return null;
        }
    }

    /// <summary>Begins a training with callbacks on this thread.</summary>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="position">Gets the position of the training.</param>
    /// <param name="isNew">Whether the training does not resume an earlier one.</param>
    public void Begin(CallbackList callbacks, Func<EpochPosition?> position, bool isNew)
    {
        if (isNew)
            (Epoch, Logs) = (-1, new());
        latest = Logs;
        running = (callbacks, position, Environment.CurrentManagedThreadId);
    }

    /// <summary>Ends the training.</summary>
    public void End() => running = null;

    /// <summary>Records a finished epoch.</summary>
    public void Finish(int epoch, Logs logs)
    {
        latest = logs;
        lock (Gate)
            (Epoch, Logs) = (epoch, new(logs));
    }

    /// <summary>
    /// On the training thread, records the states of the callbacks and the position; other threads save those recorded last.
    /// </summary>
    public void Capture()
    {
        if (running is not { } now || now.Thread != Environment.CurrentManagedThreadId)
            return;
        Dictionary<string, CallbackState> states = now.List.SaveStates();
        EpochPosition? position = now.Position();
        lock (Gate)
        {
            Forget();
            (Callbacks, Position, Logs) = (states, position, new(latest));
        }
    }

    /// <summary>Keeps weights that are about to be replaced, instead of those kept before.</summary>
    /// <param name="raw">The weights; null for none.</param>
    public void Keep(RawWeights? raw)
    {
        lock (Gate)
        {
            Raw?.Dispose();
            Raw = raw;
        }
    }

    /// <summary>Replaces this state by another, which was read from a file.</summary>
    public void TakeOver(TrainingState other)
    {
        Reset();
        lock (Gate)
        {
            (seed, seedGeneration) = (other.seed, Runtime.SeedGeneration);
            (Epoch, Logs, Callbacks, Position, Raw) = (other.Epoch, other.Logs, other.Callbacks, other.Position, other.Raw);
            (other.Callbacks, other.Position, other.Raw) = (new(StringComparer.Ordinal), null, null);
        }
    }

    /// <summary>Clears the state, because a new training begins.</summary>
    public void Reset()
    {
        lock (Gate)
        {
            (seed, Epoch, Logs, Best) = (null, -1, new(), null);
            Forget();
            Raw?.Dispose();
            Raw = null;
        }
    }

    public void Dispose() => Reset();

    private void Forget()
    {
        foreach (CallbackState state in Callbacks.Values)
            state.Dispose();
        Callbacks = new(StringComparer.Ordinal);
        Position?.Dispose();
        Position = null;
    }

    /// <summary>Sets the position of a training read from a file.</summary>
    public void At(EpochPosition? position) => Position = position;
}
