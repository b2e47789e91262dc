using TensorFlow;

namespace Keras.Layers;

/// <summary>The context of a layer's call, for a cell whose parts are written without one.</summary>
internal readonly struct CellScope : IDisposable
{
    private readonly LayerPath path;
    private readonly Graph.NameScope names;
    private readonly DType? outer;

    public CellScope(RNNCell cell)
    {
        path = LayerPath.Enter(cell);
        names = Graph.Current.EnterScope(cell.Name, cell.ClassName);
        (outer, TraceContext.Current.ComputeType) = (TraceContext.Current.ComputeType, cell.ComputeDType);
    }

    public void Dispose()
    {
        TraceContext.Current.ComputeType = outer;
        names.Dispose();
        path.Dispose();
    }
}
