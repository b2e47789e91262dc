namespace Keras.Plotting.Models;

/// <summary>Where an edge begins or ends within a vertex.</summary>
/// <param name="Offset">How far right of the middle.</param>
/// <param name="Above">How far below the upper side the box is that an edge from above goes to.</param>
/// <param name="Below">How far above the lower side the box is that an edge to below comes from.</param>
internal readonly record struct LinkEnd(double Offset, double Above, double Below);
