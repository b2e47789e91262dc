namespace Keras;

/// <summary>Functions that prepare data before a model sees them (<c>keras.utils</c>): sequences, labels, datasets and images.</summary>
public static partial class Utils;
