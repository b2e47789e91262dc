namespace Keras.Layers;

/// <summary>
/// A transaction in which layers are built on this thread: unless it is completed, all of them are restored, so that they can be built for
/// other inputs, and those that other models have built stay theirs.
/// </summary>
internal sealed class BuildTransaction : IDisposable
{
    [ThreadStatic]
    private static BuildTransaction? current;

    private readonly BuildTransaction? outer = current;
    private readonly List<Action> undo = [];
    private bool isComplete;

    private BuildTransaction() => current = this;

    /// <summary>Begins to build a layer, or to change its sublayers.</summary>
    public static BuildTransaction Begin(Layer layer)
    {
        BuildTransaction building = new();
        building.Keep(layer);
        return building;
    }

    /// <summary>Saves the state of a layer before it is changed.</summary>
    public void Keep(Layer layer) => undo.Add(layer.Keep());

    /// <summary>Keeps the changes, unless the transaction around fails.</summary>
    public void Complete()
    {
        isComplete = true;
        outer?.undo.AddRange(undo);
    }

    public void Dispose()
    {
        current = outer;
        for (int i = undo.Count - 1; i >= 0 && !isComplete; i--)
            undo[i]();
    }
}
