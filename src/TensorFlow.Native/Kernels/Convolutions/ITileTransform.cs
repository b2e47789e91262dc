using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace TensorFlow.Kernels.Convolutions;

/// <summary>
/// The transformations of one tile, of as many channels as a vector has elements (Winograd's minimal filtering; Lavin and Gray, Fast
/// Algorithms for Convolutional Neural Networks, 2015). Products of a transformed tile and a transformed filter, value by value, are
/// transformed outputs; the gradients are the transposes.
/// </summary>
internal unsafe interface ITileTransform
{
    /// <summary>The outputs along a side of a tile.</summary>
    static abstract int Outputs { get; }

    /// <summary>From the elements of an image to a transformed tile.</summary>
    /// <param name="rows">The rows of the image.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="column">The distance between columns.</param>
    /// <param name="tile">The transformed tile.</param>
    /// <param name="step">The distance between its values.</param>
    static abstract void OfImage(in PieceRows rows, nint channel, nint column, float* tile, nint step);

    /// <summary>From transformed outputs, which are used up, to the outputs.</summary>
    /// <param name="tile">The transformed outputs.</param>
    /// <param name="step">The distance between them.</param>
    /// <param name="bias">The bias, which is added.</param>
    /// <param name="least">The least output.</param>
    /// <param name="output">The first output.</param>
    /// <param name="row">The distance between rows.</param>
    /// <param name="column">The distance between columns.</param>
    static abstract void ToOutputs(float* tile, nint step, Vector bias, Vector least, float* output, nint row, nint column);

    /// <summary>From the gradients of outputs to those of transformed outputs.</summary>
    /// <param name="rows">The rows of gradients.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="column">The distance between columns.</param>
    /// <param name="tile">The gradients of the transformed outputs.</param>
    /// <param name="step">The distance between them.</param>
    static abstract void OfGradients(in PieceRows rows, nint channel, nint column, float* tile, nint step);

    /// <summary>From a window of a filter to the transformed one.</summary>
    /// <param name="window">The window, row by row.</param>
    /// <param name="transformed">The transformed window.</param>
    /// <param name="step">The distance between its values.</param>
    static abstract void OfWindow(Vector* window, float* transformed, nint step);

    /// <summary>From the gradient of a transformed window, which is used up, to that of the window.</summary>
    /// <param name="transformed">The gradient of the transformed window.</param>
    /// <param name="step">The distance between its values.</param>
    /// <param name="gradient">The gradient of the window's first element.</param>
    /// <param name="gradientStep">The distance between those of its elements.</param>
    static abstract void ToWindow(float* transformed, nint step, float* gradient, nint gradientStep);
}
