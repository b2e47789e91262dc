namespace Keras.Plotting.Models;

/// <summary>Where an edge begins or ends within a vertex.</summary>
/// <param name="Offset">The horizontal distance from the middle of the box, positive to the right.</param>
/// <param name="Above">The distance from the upper side to the box at which an edge from above ends.</param>
/// <param name="Below">The distance from the box at which an edge to below begins to the lower side.</param>
internal readonly record struct LinkEnd(double Offset, double Above, double Below);
