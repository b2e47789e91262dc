namespace Keras;

/// <summary>An arrow of a diagram.</summary>
/// <param name="From">The number of the box that it comes from.</param>
/// <param name="To">The number of the box that it goes to.</param>
public readonly record struct DiagramEdge(int From, int To);
