namespace Keras.Plotting.Models;

/// <summary>A vertex of a layered graph: a box, or the place where a long edge crosses a layer.</summary>
internal sealed class Vertex(double width, double height)
{
    public double Width { get; } = width;

    public double Height { get; } = height;

    /// <summary>Whether it is a place on an edge, no box.</summary>
    public bool IsBend { get; init; }

    public int Layer { get; set; }

    /// <summary>The middle.</summary>
    public double X { get; set; }

    /// <summary>The upper side.</summary>
    public double Y { get; set; }
}
