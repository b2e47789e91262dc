using TensorFlow;

namespace Keras.Tracing;

/// <summary>
/// Updates of rows that a compiled part of a step leaves to the loop around it, which writes into the tables' memory: XLA copies what it
/// takes and returns.
/// </summary>
internal sealed class DeferredUpdates
{
    private readonly List<(Symbol[] Given, Action<Symbol[]> Write)> updates = [];
    private readonly HashSet<ITracedWeight> weights = [];
    private bool isComplete;

    /// <summary>The weights that are updated.</summary>
    public IReadOnlyCollection<ITracedWeight> Weights => weights;

    /// <summary>What the part hands over to the updates.</summary>
    public Symbol[] Given => [.. updates.SelectMany(u => u.Given)];

    /// <summary>Adds an update.</summary>
    /// <param name="updated">The weights that it reads and writes.</param>
    /// <param name="given">What it follows from otherwise.</param>
    /// <param name="write">Writes it, from the symbols that stand for the given ones where it is written.</param>
    public void Add(IEnumerable<ITracedWeight> updated, Symbol[] given, Action<Symbol[]> write)
    {
        weights.UnionWith(updated);
        updates.Add((given, write));
    }

    /// <summary>Refuses to read or write a weight whose update is still to come.</summary>
    /// <exception cref="DeferredUpdateException">It is.</exception>
    public void Check(ITracedWeight weight)
    {
        if (!isComplete && weights.Contains(weight))
            throw new DeferredUpdateException();
    }

    /// <summary>Ends the part.</summary>
    public void Complete() => isComplete = true;

    /// <summary>Writes the updates behind the part.</summary>
    /// <param name="given">The symbols that stand for <see cref="Given"/>.</param>
    public void Write(ReadOnlySpan<Symbol> given)
    {
        foreach ((Symbol[] taken, Action<Symbol[]> write) in updates)
        {
            write(given[..taken.Length].ToArray());
            given = given[taken.Length..];
        }
    }
}
