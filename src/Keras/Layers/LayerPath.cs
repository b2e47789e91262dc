namespace Keras.Layers;

/// <summary>
/// The names of the layers that are being built or written on this thread, outer ones first: the path of a weight that is made then, as
/// Keras's name scopes give it. A layer that is entered by its own call and its own building is there once.
/// </summary>
internal sealed class LayerPath : IDisposable
{
    [ThreadStatic]
    private static LayerPath? current;

    private readonly LayerPath? outer;
    private readonly Layer layer;
    private readonly string path;

    private LayerPath(Layer layer)
    {
        (this.layer, outer) = (layer, current);
        path = Of(layer);
        current = this;
    }

    /// <summary>Begins to build or write a layer, until the result is disposed.</summary>
    public static LayerPath Enter(Layer layer) => new(layer);

    /// <summary>The path of a layer.</summary>
    public static string Of(Layer layer) =>
        current is null ? layer.Path : ReferenceEquals(current.layer, layer) ? current.path : $"{current.path}/{layer.Name}";

    public void Dispose() => current = outer;
}
