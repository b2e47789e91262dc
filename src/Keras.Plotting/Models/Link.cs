namespace Keras.Plotting.Models;

/// <summary>An edge of a layered graph.</summary>
/// <param name="From">Where it comes from.</param>
/// <param name="To">Where it goes to.</param>
/// <param name="FromEnd">Where in that vertex it begins.</param>
/// <param name="ToEnd">Where in that vertex it ends.</param>
internal sealed record Link(Vertex From, Vertex To, LinkEnd FromEnd = default, LinkEnd ToEnd = default)
{
    /// <summary>Where the edge crosses the layers, from its upper end to its lower one.</summary>
    public List<Vertex> Path { get; } = [];

    /// <summary>Whether it goes up, against the direction of the graph.</summary>
    public bool GoesUp { get; set; }
}
