using TensorFlow;

namespace Keras.Layers;

/// <summary>The inputs of layers in a function that is being written for calibration.</summary>
internal sealed class CalibrationInputs : IDisposable
{
    [ThreadStatic]
    private static CalibrationInputs? current;

    private readonly CalibrationInputs? outer = current;
    private readonly HashSet<Layer> wanted;

    /// <summary>Begins to record on this thread, until the object is disposed.</summary>
    /// <param name="layers">The layers whose inputs are recorded.</param>
    public CalibrationInputs(IEnumerable<Layer> layers)
    {
        wanted = new(layers, ReferenceEqualityComparer.Instance);
        current = this;
    }

    /// <summary>The inputs so far, in order.</summary>
    public List<(Layer Layer, Symbol Input)> Found { get; } = [];

    /// <summary>Records the input of a call.</summary>
    public static void Tell(Layer layer, Symbol input)
    {
        if (current is { } listener && listener.wanted.Contains(layer))
            listener.Found.Add((layer, input));
    }

    public void Dispose() => current = outer;
}
