namespace Keras.Plotting;

/// <summary>Boxes on images, with their classes.</summary>
/// <param name="Boxes">The boxes, <c>[images, boxes, 4]</c>.</param>
/// <param name="Labels">The class of each box, <c>[images, boxes]</c>; a box of class -1 is none.</param>
/// <param name="Confidences">The confidence of each box, <c>[images, boxes]</c>; null where that is not known.</param>
public sealed record BoundingBoxes(Data Boxes, Data Labels, Data? Confidences = null);
