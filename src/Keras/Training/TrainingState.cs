using Keras.Callbacks;
using TensorFlow;

namespace Keras.Training;

/// <summary>
/// The state of a model's training beside weights and the optimizer's state, so that training can be resumed as if it had not been
/// interrupted: the seed of the order, the last epoch, what callbacks found best, and the weights before averages or those of the best
/// epoch replaced them. Saved with the model.
/// </summary>
internal sealed class TrainingState : IDisposable
{
    private long? seed;
    private long seedGeneration;
    private (CallbackList List, Func<EpochPosition?> Position, int Thread)? running;

    // Callbacks add to the values of an epoch while another thread may save those that are known.
    private Logs latest = new();

    /// <summary>
    /// Held by who writes the state to a file on another thread than the one that trains, and by who changes what is freed.
    /// </summary>
    public Lock Gate { get; } = new();

    /// <summary>The last finished epoch, from 0; -1 before there is one.</summary>
    public int Epoch { get; set; } = -1;

    /// <summary>The values of that epoch.</summary>
    public Logs Logs { get; set; } = new();

    /// <summary>The states of callbacks, by their keys.</summary>
    public Dictionary<string, CallbackState> Callbacks { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Where the training was when this was noted; null where that is the begin of the epoch after <see cref="Epoch"/>.</summary>
    public EpochPosition? Position { get; private set; }

    /// <summary>The weights that training goes on from, where others replaced them at its end; null where they are the model's.</summary>
    public RawWeights? Raw { get; private set; }

    /// <summary>The number by which a file that is being written is the best so far; null where it is written for another reason.</summary>
    public BestNumber? Best { get; set; }

    /// <summary>Whether there is anything to know.</summary>
    public bool IsEmpty => seed is null && Epoch < 0 && Position is null;

    /// <summary>
    /// The seed of the order where <c>Fit</c> is given none: drawn once, and anew where <see cref="Runtime.Seed"/> was set since.
    /// </summary>
    public long Seed()
    {
        if (seed is not { } known || seedGeneration != Runtime.SeedGeneration)
            Seed(known = RandomSeeds.Next());
        return known;
    }

    /// <summary>Sets the seed of the order.</summary>
    public void Seed(long value) => (seed, seedGeneration) = (value, Runtime.SeedGeneration);

    /// <summary>The seed of the order; null where none was drawn.</summary>
    public long? KnownSeed => seed;

    /// <summary>The epoch in which a training that is resumed goes on; null where there was none.</summary>
    /// <param name="iterations">The steps that the model's optimizers have made: a position that is of another number of steps does not
    /// count.</param>
    public int? NextEpoch(long iterations) =>
        Position is { IsWithinEpoch: true } position && position.Iterations == iterations ? position.Epoch : Epoch >= 0 ? Epoch + 1 : null;

    /// <summary>Hands out the position, which a training that begins makes outdated.</summary>
    /// <returns>The position where that is the one to go on with; the caller disposes it.</returns>
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
    /// <param name="position">Says where the training is.</param>
    /// <param name="isNew">Whether it knows nothing of an earlier one.</param>
    public void Begin(CallbackList callbacks, Func<EpochPosition?> position, bool isNew)
    {
        if (isNew)
            (Epoch, Logs) = (-1, new());
        latest = Logs;
        running = (callbacks, position, Environment.CurrentManagedThreadId);
    }

    /// <summary>Ends the training.</summary>
    public void End() => running = null;

    /// <summary>Notes an epoch that is finished.</summary>
    public void Finish(int epoch, Logs logs)
    {
        latest = logs;
        lock (Gate)
            (Epoch, Logs) = (epoch, new(logs));
    }

    /// <summary>
    /// Notes the states of the callbacks and where the training is, where this is the thread that trains; another sees those of the last
    /// epoch.
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

    /// <summary>Keeps weights that are about to be replaced, or forgets those that were kept.</summary>
    public void Keep(RawWeights? raw)
    {
        lock (Gate)
        {
            Raw?.Dispose();
            Raw = raw;
        }
    }

    /// <summary>Takes over what another, read from a file, knows.</summary>
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

    /// <summary>Forgets everything, because training begins anew.</summary>
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

    /// <summary>Sets where a training read from a file is.</summary>
    public void At(EpochPosition? position) => Position = position;
}
