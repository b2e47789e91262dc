namespace Keras.Layers;

/// <summary>
/// The layers that are built on this thread in one go: unless it is completed, all of them are as they were before, so that they can be
/// built for other inputs, and those that other models have built stay theirs.
/// </summary>
internal sealed class BuildTransaction : IDisposable
{
    [ThreadStatic]
    private static BuildTransaction? current;

    private readonly BuildTransaction? outer = current;
    private readonly List<Action> undo = [];
    private bool isComplete;

    private BuildTransaction() => current = this;

    /// <summary>Begins to build a layer, or to change what it is built of.</summary>
    public static BuildTransaction Begin(Layer layer)
    {
        BuildTransaction building = new();
        building.Keep(layer);
        return building;
    }

    /// <summary>Keeps what a layer is before it is changed.</summary>
    public void Keep(Layer layer) => undo.Add(layer.Keep());

    /// <summary>Leaves what was built as it is, unless what it is a part of fails.</summary>
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
