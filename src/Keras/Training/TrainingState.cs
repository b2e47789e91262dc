using TensorFlow;

namespace Keras.Training;

/// <summary>
/// What a model knows of its training beside weights and the optimizer's state, so that training can be resumed as if it had not been
/// interrupted: the seed of the order, the last epoch, what callbacks found best, and the weights before averages or those of the best
/// epoch replaced them. Saved with the model.
/// </summary>
internal sealed class TrainingState : IDisposable
{
    private long? seed;
    private long seedGeneration;
    private (CallbackList List, int Thread)? running;

    /// <summary>
    /// Held by who writes the state to a file on another thread than the one that trains, and by who changes what is freed.
    /// </summary>
    public Lock Gate { get; } = new();

    /// <summary>The last finished epoch, from 0; -1 before there is one.</summary>
    public int Epoch { get; set; } = -1;

    /// <summary>The numbers of that epoch.</summary>
    public Logs Logs { get; set; } = new();

    /// <summary>The states of callbacks, by their keys.</summary>
    public Dictionary<string, CallbackState> Callbacks { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The weights that training goes on from, where others replaced them at its end; null where they are the model's.</summary>
    public RawWeights? Raw { get; private set; }

    /// <summary>The number by which a file that is being written is the best so far; null where it is written for another reason.</summary>
    public BestNumber? Best { get; set; }

    /// <summary>Whether there is anything to know.</summary>
    public bool IsEmpty => seed is null && Epoch < 0;

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

    /// <summary>Begins a training with callbacks on this thread.</summary>
    public void Begin(CallbackList callbacks) => running = (callbacks, Environment.CurrentManagedThreadId);

    /// <summary>Ends the training.</summary>
    public void End() => running = null;

    /// <summary>Notes an epoch that is finished.</summary>
    public void Finish(int epoch, Logs logs) => (Epoch, Logs) = (epoch, logs);

    /// <summary>Notes the states of the callbacks, where this is the thread that trains; another sees those of the last epoch.</summary>
    public void Capture()
    {
        if (running is not { } now || now.Thread != Environment.CurrentManagedThreadId)
            return;
        Dictionary<string, CallbackState> states = now.List.SaveStates();
        lock (Gate)
        {
            Forget();
            Callbacks = states;
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
            (Epoch, Logs, Callbacks, Raw) = (other.Epoch, other.Logs, other.Callbacks, other.Raw);
            (other.Callbacks, other.Raw) = (new(StringComparer.Ordinal), null);
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
    }
}
