namespace Keras;

/// <content>Sublayers.</content>
public abstract partial class Layer
{
    // A step of a call for each takes some of the stack.
    private const int MostNested = 200;
    private static readonly Lock Nesting = new();
    private Layer[] ownLayers = [];
    private int depth = 1;

    /// <summary>The sublayers.</summary>
    internal IReadOnlyList<Layer> SubLayers => ownLayers;

    /// <summary>The sublayers, in order.</summary>
    internal ReadOnlySpan<Layer> MadeLayers => ownLayers;

    /// <summary>The layers inside with the names of their groups in a file: attributes of Keras's object, <c>cells/lstm_cell</c> for one in
    /// a list.</summary>
    protected internal virtual IEnumerable<(string Group, Layer Layer)> SavedLayers => WithClassNames(ownLayers);

    /// <summary>
    /// Adds a sublayer, whose weights are among this layer's. A layer may be the sublayer of several; it is disposed with the last of
    /// them.
    /// </summary>
    /// <typeparam name="T">The layer's class.</typeparam>
    /// <param name="layer">The layer.</param>
    /// <exception cref="ArgumentException">The layer is this one, contains this one, or is nested 200 levels deep.</exception>
    /// <exception cref="ObjectDisposedException">The layer was disposed.</exception>
    protected T AddLayer<T>(T layer)
        where T : Layer
    {
        ArgumentNullException.ThrowIfNull(layer);
        layer.ThrowIfDisposed();
        if (layer.Tree().Contains(this))
        {
            string reason = ReferenceEquals(layer, this) ? "to itself" : $"to {Name}, which is inside of it";
            throw new ArgumentException(
                $"{layer.ClassName} '{layer.Name}' cannot be added {reason}: the layer would contain itself, a cycle.", nameof(layer));
        }

        if (layer.depth >= MostNested)
            throw new ArgumentException(
                $"{layer.ClassName} '{layer.Name}' has {layer.depth} nested layers, expected fewer than {MostNested}; "
                + "put layers side by side.", nameof(layer));
        lock (Nesting)
        {
            depth = Math.Max(depth, layer.depth + 1);
            ownLayers = [.. ownLayers, layer];
        }

        _ = Interlocked.Increment(ref layer.holders);
        ChangeCount.Add();
        return layer;
    }

    /// <summary>Whether a layer that this one calls without <see cref="AddLayer"/> becomes a sublayer.</summary>
    protected internal virtual bool AdoptsLayers => true;

    /// <summary>Makes a layer that this one calls a sublayer, as Keras does with the attributes of a layer.</summary>
    internal void Adopt(Layer layer)
    {
        if (!CanAdopt(layer))
            return;
        lock (Nesting)
        {
            // Another thread may have called it, too.
            if (!CanAdopt(layer))
                return;
            _ = AddLayer(layer);
        }

        Usage.CurrentRun?.Cover(layer, layer.Tree());
    }

    private bool CanAdopt(Layer layer) => AdoptsLayers && !ReferenceEquals(layer, this) && Array.IndexOf(ownLayers, layer) < 0
        && !layer.Tree().Contains(this);

    /// <summary>Layers with their classes' names, those of one class numbered: the names of the groups of a list.</summary>
    private protected static IEnumerable<(string Group, Layer Layer)> WithClassNames(IEnumerable<Layer> layers)
    {
        Dictionary<string, int> uses = new(StringComparer.Ordinal);
        foreach (Layer layer in layers)
        {
            string name = layer.NamePrefix;
            int used = uses.GetValueOrDefault(name);
            uses[name] = used + 1;
            yield return (used == 0 ? name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}_{used}"), layer);
        }
    }

    /// <summary>This layer and all layers inside, each once, outer ones first.</summary>
    internal IReadOnlyCollection<Layer> Tree()
    {
        HashSet<Layer> met = new(ReferenceEqualityComparer.Instance);
        Stack<Layer> open = new([this]);
        List<Layer> all = [];
        while (open.TryPop(out Layer? layer))
        {
            if (!met.Add(layer))
                continue;
            all.Add(layer);
            for (int i = layer.ownLayers.Length - 1; i >= 0; i--)
                open.Push(layer.ownLayers[i]);
        }

        return all;
    }

    /// <summary>This layer and all layers inside, each once, in the order of Keras's losses: what is inside of layers inside comes last
    /// first.</summary>
    private List<Layer> InKerasOrder()
    {
        HashSet<Layer> met = new(ReferenceEqualityComparer.Instance);
        LinkedList<Layer> open = new(ownLayers);
        List<Layer> all = [this];
        while (open.First is { Value: var layer })
        {
            open.RemoveFirst();
            if (!met.Add(layer))
                continue;
            all.Add(layer);
            foreach (Layer inner in layer.ownLayers)
                open.AddFirst(inner);
        }

        return all;
    }

    /// <summary>Removes a sublayer without disposing it.</summary>
    private protected void RemoveLayer(Layer layer)
    {
        lock (Nesting)
        {
            int position = Array.IndexOf(ownLayers, layer);
            if (position < 0)
                return;
            ownLayers = [.. ownLayers[..position], .. ownLayers[(position + 1)..]];
        }

        _ = Interlocked.Decrement(ref layer.holders);
        ChangeCount.Add();
    }
}
